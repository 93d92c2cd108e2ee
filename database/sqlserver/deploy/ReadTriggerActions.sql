-- For which statements a table has an enabled trigger: writers that mind it fail already. One that is disabled minds nobody.
SELECT DISTINCT
    OBJECT_SCHEMA_NAME(t.parent_id) AS SchemaName,
    OBJECT_NAME(t.parent_id)        AS TableName,
    e.type_desc                     AS Action
FROM sys.triggers AS t
INNER JOIN sys.trigger_events AS e ON e.object_id = t.object_id
WHERE t.parent_class = 1
  AND t.is_disabled = 0
  AND e.type_desc IN (N'INSERT', N'UPDATE', N'DELETE');
