-- Triggers that migrate made, by their header, and that no capture knows: the table was copied with them, or the row is gone.
SELECT
    t.object_id                                                       AS TriggerId,
    OBJECT_SCHEMA_NAME(t.parent_id)                                   AS SchemaName,
    t.name                                                            AS Name,
    OBJECT_SCHEMA_NAME(t.parent_id) + N'.' + OBJECT_NAME(t.parent_id) AS SitsOn
FROM sys.triggers AS t
INNER JOIN sys.sql_modules AS d ON d.object_id = t.object_id
WHERE t.parent_class = 1
  AND d.definition LIKE N'%outbox migrate from these parts of the mapping:%' COLLATE Latin1_General_100_BIN2
  AND d.definition LIKE N'%INSERT INTO outbox.Message%' COLLATE Latin1_General_100_BIN2
  AND NOT EXISTS (SELECT 1 FROM outbox.Capture AS c WHERE c.TriggerId = t.object_id)
  AND NOT EXISTS (SELECT 1 FROM outbox.Capture AS c WHERE OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TriggerName)) = t.object_id)
ORDER BY t.name;
