-- The person who is merged into is somebody's other id no longer: a key that was changed and changed back.
DELETE FROM outbox_Guest
WHERE PersonId IN (SELECT value ->> '$.PrimaryId' FROM json_each(@guests) WHERE value ->> '$.Stage' = 'linked');

INSERT INTO outbox_Guest (PersonId, PersonKey, LinkedAt, MergingAt, MergedAt)
SELECT
    r.value ->> '$.PersonId',
    r.value ->> '$.PersonKey',
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
    iif(r.value ->> '$.Stage' <> 'linked', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NULL),
    iif(r.value ->> '$.Stage' = 'merged', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NULL)
FROM json_each(@guests) AS r
WHERE TRUE
ON CONFLICT (PersonId) DO UPDATE
SET LinkedAt  = iif(excluded.MergingAt IS NULL AND PersonKey <> excluded.PersonKey, excluded.LinkedAt, LinkedAt),
    MergingAt = iif(excluded.MergingAt IS NULL, iif(PersonKey = excluded.PersonKey, MergingAt, NULL), coalesce(MergingAt, excluded.MergingAt)),
    MergedAt  = iif(excluded.MergedAt IS NOT NULL, excluded.MergedAt,
                    iif(excluded.MergingAt IS NULL AND PersonKey <> excluded.PersonKey, NULL, MergedAt)),
    PersonKey = excluded.PersonKey;

-- A merge leaves unknown which of two values a profile has: the person's attributes are sent again.
UPDATE outbox_Person
SET AttributesHash = NULL
WHERE PersonId IN (SELECT value ->> '$.PrimaryId' FROM json_each(@guests) WHERE value ->> '$.Stage' = 'merged');

INSERT INTO outbox_Message (Kind, CapturedBy, PersonKey)
SELECT DISTINCT 'touch', 'people', value ->> '$.PersonKey'
FROM json_each(@guests)
WHERE value ->> '$.Stage' = 'merged';
