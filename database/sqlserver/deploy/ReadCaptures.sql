SELECT
    c.SchemaName,
    c.TableName,
    c.TriggerName AS Name,
    c.Hash,
    CASE
        WHEN (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TriggerName))) IS NULL THEN 'gone'
        WHEN HASHBYTES('SHA2_256', (SELECT d.definition FROM sys.sql_modules AS d WHERE d.object_id = OBJECT_ID(QUOTENAME(c.SchemaName) + N'.' + QUOTENAME(c.TriggerName)))) = c.Definition THEN 'same'
        ELSE 'drifted'
    END AS State
FROM outbox.Capture AS c
ORDER BY c.SchemaName, c.TableName;
