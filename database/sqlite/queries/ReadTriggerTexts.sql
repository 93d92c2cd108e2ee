SELECT c.TriggerName AS Name, c.TableName AS "Table", c.Hash, s.sql AS Sql
FROM outbox_Capture AS c
INNER JOIN sqlite_master AS s ON s.type = 'trigger' AND s.name = c.TriggerName;
