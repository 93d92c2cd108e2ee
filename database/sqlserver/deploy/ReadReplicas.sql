-- The replicas of the database's availability group; none where it is in none. Needs VIEW SERVER STATE.
SELECT r.replica_server_name
FROM sys.databases AS d
INNER JOIN sys.availability_replicas AS r ON r.group_id = (SELECT g.group_id FROM sys.availability_databases_cluster AS g WHERE g.group_database_id = d.group_database_id)
WHERE d.name = DB_NAME() AND d.group_database_id IS NOT NULL
ORDER BY r.replica_server_name;
