-- By which schema a name alone can be found outside of modules, and what synonyms stand for.
SELECT DISTINCT p.default_schema_name AS Name
FROM sys.database_principals AS p
WHERE p.default_schema_name IS NOT NULL;

SELECT
    SCHEMA_NAME(s.schema_id)         AS SchemaName,
    s.name                           AS Name,
    PARSENAME(s.base_object_name, 4) AS TargetServer,
    PARSENAME(s.base_object_name, 3) AS TargetDatabase,
    PARSENAME(s.base_object_name, 2) AS TargetSchema,
    PARSENAME(s.base_object_name, 1) AS TargetName
FROM sys.synonyms AS s
WHERE s.is_ms_shipped = 0;
