-- Once a suppression has ended the attributes are sent again.
INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey)
SELECT DISTINCT 'touch', 'people', value ->> '$.PersonKey'
FROM json_each(@removals)
WHERE value ->> '$.Kind' = 'restore' AND value ->> '$.PersonKey' IS NOT NULL;

DELETE FROM outbox_Removal
WHERE PersonHash IN (SELECT value ->> '$.PersonHash' FROM json_each(@removals) WHERE value ->> '$.Kind' = 'restore');

-- A proof stays one, whatever comes after it.
INSERT INTO outbox_Removal (PersonHash, Kind, RequestedAt, RemovedAt)
SELECT r.value ->> '$.PersonHash', r.value ->> '$.Kind', r.value ->> '$.RequestedAt', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
FROM json_each(@removals) AS r
WHERE r.value ->> '$.Kind' <> 'restore'
ON CONFLICT (PersonHash) DO UPDATE
SET Kind        = iif(Kind = 'forget', Kind, excluded.Kind),
    RequestedAt = excluded.RequestedAt,
    RemovedAt   = excluded.RemovedAt;
