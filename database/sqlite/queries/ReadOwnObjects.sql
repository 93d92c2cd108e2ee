-- Triggers first, then views, then tables; a trigger of ours stands in outbox_Capture or on a view of ours.
SELECT m.type AS Type, m.name AS Name
FROM sqlite_master AS m
WHERE (m.type IN ('table', 'view') AND m.name LIKE 'outbox~_%' ESCAPE '~')
   OR (m.type = 'trigger' AND (m.tbl_name LIKE 'outbox~_%' ESCAPE '~' OR m.name IN (SELECT TriggerName FROM outbox_Capture)))
ORDER BY CASE m.type WHEN 'trigger' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, m.name;
