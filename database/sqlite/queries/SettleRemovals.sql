-- Once a suppression has ended the attributes are sent again, and those of whoever waits for the e-mail that it blocked.
INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey)
SELECT DISTINCT 'touch', 'people', value ->> '$.PersonKey'
FROM json_each(@removals)
WHERE value ->> '$.Kind' = 'restore' AND value ->> '$.PersonKey' IS NOT NULL
UNION
SELECT 'touch', 'people', e.PersonKey
FROM json_each(@removals) AS n
INNER JOIN outbox_Removal AS r ON r.PersonHash = n.value ->> '$.PersonHash'
INNER JOIN outbox_Address AS e ON e.Wanted = r.EmailHash
WHERE n.value ->> '$.Kind' = 'restore';

DELETE FROM outbox_Removal
WHERE PersonHash IN (SELECT value ->> '$.PersonHash' FROM json_each(@removals) WHERE value ->> '$.Kind' = 'restore');

-- A proof stays one, whatever comes after it.
INSERT INTO outbox_Removal (PersonHash, Kind, RequestedAt, RemovedAt, EmailHash)
SELECT
    r.value ->> '$.PersonHash',
    r.value ->> '$.Kind',
    r.value ->> '$.RequestedAt',
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
    coalesce(e.AddressHash, e.Former, r.value ->> '$.EmailHash')
FROM json_each(@removals) AS r
LEFT JOIN outbox_Address AS e ON e.PersonId = r.value ->> '$.PersonId' AND e.Kind = 'email'
WHERE r.value ->> '$.Kind' <> 'restore'
ON CONFLICT (PersonHash) DO UPDATE
SET Kind        = iif(Kind = 'forget', Kind, excluded.Kind),
    RequestedAt = excluded.RequestedAt,
    RemovedAt   = excluded.RemovedAt,
    EmailHash   = coalesce(excluded.EmailHash, EmailHash);
