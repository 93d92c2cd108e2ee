-- Whoever of the shop may name the outbox: by text, which C# then reads; by what the server keeps of references, where a text is
-- encrypted; and synonyms. The explicit collation ignores case.
SELECT
    m.object_id                                                    AS Id,
    COALESCE(OBJECT_SCHEMA_NAME(m.object_id) + N'.', N'') + COALESCE(OBJECT_NAME(m.object_id), t.name, N'?') AS Name,
    m.definition                                                   AS Text
FROM sys.sql_modules AS m
LEFT JOIN sys.triggers AS t ON t.object_id = m.object_id
WHERE COALESCE(OBJECT_SCHEMA_NAME(m.object_id), N'') <> N'outbox'
  AND m.definition LIKE N'%outbox%' COLLATE Latin1_General_CI_AS
ORDER BY Name;

SELECT DISTINCT
    d.referencing_id                                               AS Id,
    COALESCE(OBJECT_SCHEMA_NAME(d.referencing_id) + N'.', N'') + COALESCE(OBJECT_NAME(d.referencing_id), N'?') AS Name,
    d.referenced_entity_name                                       AS Entity
FROM sys.sql_expression_dependencies AS d
WHERE d.referenced_schema_name = N'outbox' COLLATE Latin1_General_CI_AS
  AND d.referenced_database_name IS NULL
  AND COALESCE(OBJECT_SCHEMA_NAME(d.referencing_id), N'') <> N'outbox'
ORDER BY Name, Entity;

SELECT SCHEMA_NAME(s.schema_id) + N'.' + s.name AS Name, PARSENAME(s.base_object_name, 1) AS Entity
FROM sys.synonyms AS s
WHERE PARSENAME(s.base_object_name, 2) = N'outbox' COLLATE Latin1_General_CI_AS
  AND SCHEMA_NAME(s.schema_id) <> N'outbox'
ORDER BY Name;
