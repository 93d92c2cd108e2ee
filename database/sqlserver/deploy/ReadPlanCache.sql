-- Batches of this database that say OUTPUT, and those of others that name it. The explicit collation ignores case.
SELECT DISTINCT
    CASE WHEN CONVERT(int, a.value) = DB_ID() THEN 1 ELSE 0 END AS IsHere,
    t.text                                                      AS Text
FROM sys.dm_exec_cached_plans AS p
CROSS APPLY sys.dm_exec_sql_text(p.plan_handle) AS t
CROSS APPLY sys.dm_exec_plan_attributes(p.plan_handle) AS a
WHERE a.attribute = N'dbid'
  AND p.objtype IN (N'Adhoc', N'Prepared')
  AND t.text LIKE N'%OUTPUT%' COLLATE Latin1_General_CI_AS
  AND (CONVERT(int, a.value) = DB_ID() OR CHARINDEX(DB_NAME() COLLATE Latin1_General_CI_AS, t.text) > 0);
