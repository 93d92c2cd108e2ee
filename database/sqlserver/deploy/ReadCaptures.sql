-- A trigger that is disabled has drifted: it captures nothing and leaves no trace. Its replacement is enabled again.
SELECT
    c.SchemaName,
    c.TableName,
    c.TriggerName AS Name,
    c.Hash,
    CASE
        WHEN (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TriggerName))) IS NULL THEN 'gone'
        WHEN EXISTS (SELECT 1 FROM sys.triggers AS t WHERE t.object_id = OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TriggerName)) AND t.is_disabled = 1) THEN 'drifted'
        WHEN HASHBYTES('SHA2_256', (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TriggerName)))) = c.Definition THEN 'same'
        ELSE 'drifted'
    END AS State
FROM outbox.Capture AS c
ORDER BY c.SchemaName, c.TableName;
