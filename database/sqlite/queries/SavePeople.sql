-- A hash that comes late is not taken: after a newer stamp Customer.io has other attributes. None (NULL, on its way or
-- ambiguous) is always taken.
INSERT INTO outbox_Person (PersonId, AttributesHash, Stamp, FirstSentAt, Baseline)
SELECT
    r.value ->> '$.PersonId',
    r.value ->> '$.AttributesHash',
    r.value ->> '$.Stamp',
    iif(r.value ->> '$.AttributesHash' IS NULL, NULL, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    r.value ->> '$.Baseline'
FROM json_each(@people) AS r
WHERE TRUE
ON CONFLICT (PersonId) DO UPDATE
SET AttributesHash = CASE
        WHEN excluded.AttributesHash IS NULL OR excluded.Stamp >= outbox_Person.Stamp THEN excluded.AttributesHash
        ELSE outbox_Person.AttributesHash
    END,
    Baseline       = CASE
        WHEN excluded.Baseline IS NULL OR excluded.Stamp < outbox_Person.Stamp THEN outbox_Person.Baseline
        ELSE excluded.Baseline
    END,
    Stamp          = MAX(outbox_Person.Stamp, excluded.Stamp),
    SentAt         = excluded.SentAt,
    FirstSentAt    = coalesce(outbox_Person.FirstSentAt, excluded.FirstSentAt);
