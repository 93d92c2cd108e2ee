UPDATE outbox_EventType
SET IsMapped = 0
WHERE Name NOT IN (SELECT value ->> '$.Name' FROM json_each(@types));
