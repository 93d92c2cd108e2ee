-- 0 off, 1 read-only, 2 read and write, 3 error (Microsoft, "sys.database_query_store_options"). It needs VIEW DATABASE STATE.
SELECT CONVERT(int, o.actual_state) FROM sys.database_query_store_options AS o;
