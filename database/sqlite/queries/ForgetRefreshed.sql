DELETE FROM outbox_Refreshed
WHERE PersonKey IN (SELECT r.value ->> '$.PersonKey' FROM json_each(@people) AS r WHERE r.value ->> '$.Hash' IS NULL);
