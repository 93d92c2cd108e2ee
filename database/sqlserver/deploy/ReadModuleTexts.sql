SELECT OBJECT_SCHEMA_NAME(m.object_id) + N'.' + OBJECT_NAME(m.object_id) AS Source, m.definition AS Text
FROM sys.sql_modules AS m
WHERE m.definition LIKE N'%OUTPUT%' COLLATE Latin1_General_100_CI_AS
  AND OBJECT_SCHEMA_NAME(m.object_id) <> N'outbox';
