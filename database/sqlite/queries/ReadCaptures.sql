-- The triggers as deployed, each with the table that it sits on now; NULLs where it is gone.
SELECT c.TableName AS "Table", c.TriggerName AS Name, c.Hash, s.tbl_name AS SitsOn, s.sql AS Sql
FROM outbox_Capture AS c
LEFT JOIN sqlite_master AS s ON s.type = 'trigger' AND s.name = c.TriggerName
ORDER BY c.TableName, c.TriggerName;
