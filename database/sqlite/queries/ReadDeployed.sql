SELECT c.TriggerName AS Name, s.sql AS Sql
FROM outbox_Capture AS c
LEFT JOIN sqlite_master AS s ON s.type = 'trigger' AND s.name = c.TriggerName;
