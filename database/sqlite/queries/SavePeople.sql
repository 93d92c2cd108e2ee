INSERT INTO outbox_Person (PersonId, AttributesHash, Stamp)
SELECT r.value ->> '$.PersonId', r.value ->> '$.AttributesHash', r.value ->> '$.Stamp'
FROM json_each(@people) AS r
WHERE TRUE
ON CONFLICT (PersonId) DO UPDATE
SET AttributesHash = excluded.AttributesHash,
    Stamp          = MAX(outbox_Person.Stamp, excluded.Stamp),
    SentAt         = excluded.SentAt;
