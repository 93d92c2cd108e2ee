-- A trigger that is disabled has drifted: it captures nothing and leaves no trace. Its replacement is enabled again. One that
-- sits on another table is astray: it followed its table through sp_rename or ALTER SCHEMA … TRANSFER.
SELECT
    c.SchemaName,
    c.TableName,
    c.TriggerName AS Name,
    c.Hash,
    CASE
        WHEN t.object_id IS NULL THEN 'gone'
        WHEN OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TableName)) IS NULL THEN 'astray'
        WHEN OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TableName)) <> t.parent_id THEN 'astray'
        WHEN t.object_id <> OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TriggerName)) THEN 'astray'
        WHEN OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TriggerName)) IS NULL THEN 'astray'
        WHEN t.is_disabled = 1 THEN 'drifted'
        WHEN HASHBYTES('SHA2_256', (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = t.object_id)) = c.Definition THEN 'same'
        ELSE 'drifted'
    END AS State,
    t.object_id AS TriggerId,
    OBJECT_SCHEMA_NAME(t.parent_id) + N'.' + OBJECT_NAME(t.parent_id) AS SitsOn
FROM outbox.Capture AS c
LEFT JOIN sys.triggers AS t
    ON t.parent_class = 1
   AND t.object_id = COALESCE(
       (SELECT x.object_id FROM sys.triggers AS x WHERE x.object_id = c.TriggerId AND x.parent_class = 1),
       OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TriggerName)))
ORDER BY c.SchemaName, c.TableName;
