-- A table with an enabled trigger: its writers know of it, or fail already.
SELECT DISTINCT OBJECT_SCHEMA_NAME(t.parent_id) AS SchemaName, OBJECT_NAME(t.parent_id) AS TableName
FROM sys.triggers AS t
WHERE t.parent_class = 1
  AND t.is_disabled = 0;
