SELECT DISTINCT N'plan cache' AS Source, t.text AS Text
FROM sys.dm_exec_cached_plans AS p
CROSS APPLY sys.dm_exec_sql_text(p.plan_handle) AS t
CROSS APPLY sys.dm_exec_plan_attributes(p.plan_handle) AS a
WHERE a.attribute = 'dbid'
  AND CONVERT(int, a.value) = DB_ID()
  AND t.text LIKE N'%OUTPUT%' COLLATE Latin1_General_100_CI_AS
  AND p.objtype IN ('Adhoc', 'Prepared');
