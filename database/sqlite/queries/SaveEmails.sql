-- An e-mail that somebody no longer has stays theirs (Former) until the identify without it was accepted.
INSERT INTO outbox_Email (PersonId, PersonKey, EmailHash, Wanted)
SELECT r.value ->> '$.PersonId', r.value ->> '$.PersonKey', r.value ->> '$.EmailHash', r.value ->> '$.Wanted'
FROM json_each(@emails) AS r
WHERE TRUE
ON CONFLICT (PersonId) DO UPDATE
SET Former    = CASE
        WHEN excluded.EmailHash = outbox_Email.EmailHash THEN outbox_Email.Former
        ELSE COALESCE(outbox_Email.Former, outbox_Email.EmailHash)
    END,
    EmailHash = excluded.EmailHash,
    Wanted    = excluded.Wanted,
    PersonKey = excluded.PersonKey,
    NotedAt   = excluded.NotedAt;
