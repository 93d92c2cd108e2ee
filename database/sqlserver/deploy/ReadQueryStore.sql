-- Statements that say OUTPUT, each with the schema of its module; NULL for a batch. The explicit collation ignores case.
SELECT DISTINCT
    OBJECT_SCHEMA_NAME(q.object_id)                                                              AS SchemaName,
    CASE WHEN t.has_restricted_text = 1 OR t.is_part_of_encrypted_module = 1 THEN 1 ELSE 0 END AS IsHidden,
    t.query_sql_text                                                                             AS Text
FROM sys.query_store_query_text AS t
INNER JOIN sys.query_store_query AS q ON q.query_text_id = t.query_text_id
WHERE t.has_restricted_text = 1
   OR t.is_part_of_encrypted_module = 1
   OR t.query_sql_text LIKE N'%OUTPUT%' COLLATE Latin1_General_CI_AS;
