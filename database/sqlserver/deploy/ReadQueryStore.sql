SELECT N'Query Store' AS Source, q.query_sql_text AS Text
FROM sys.query_store_query_text AS q
WHERE q.query_sql_text LIKE N'%OUTPUT%' COLLATE Latin1_General_100_CI_AS;
