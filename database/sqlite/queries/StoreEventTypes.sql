-- The mapping's delivery is the first value only; from then on the database owns it.
INSERT INTO outbox_EventType (Name, Delivery, TriggerSource)
SELECT r.value ->> '$.Name', r.value ->> '$.Delivery', r.value ->> '$.TriggerSource'
FROM json_each(@types) AS r
WHERE TRUE
ON CONFLICT (Name) DO UPDATE SET TriggerSource = excluded.TriggerSource, IsMapped = 1;
