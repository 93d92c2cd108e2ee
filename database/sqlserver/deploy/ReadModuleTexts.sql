-- Modules that say OUTPUT, and all views: an update can go through them. An explicit collation, since on a case-sensitive
-- database LIKE N'%OUTPUT%' misses "output". A definition is NULL where the module is encrypted. Triggers ON DATABASE have no
-- schema.
SELECT
    COALESCE(OBJECT_SCHEMA_NAME(m.object_id), N'')                       AS SchemaName,
    COALESCE(OBJECT_NAME(m.object_id), t.name, N'?')                     AS Name,
    CASE WHEN EXISTS (SELECT 1 FROM sys.views AS v WHERE v.object_id = m.object_id) THEN 1 ELSE 0 END AS IsView,
    m.uses_quoted_identifier                                             AS QuotedIdentifiers,
    m.definition                                                         AS Text
FROM sys.sql_modules AS m
LEFT JOIN sys.triggers AS t ON t.object_id = m.object_id
WHERE COALESCE(OBJECT_SCHEMA_NAME(m.object_id), N'') <> N'outbox'
  AND
  (
         m.definition IS NULL
      OR m.definition LIKE N'%OUTPUT%' COLLATE Latin1_General_CI_AS
      OR EXISTS (SELECT 1 FROM sys.views AS v WHERE v.object_id = m.object_id)
  );
