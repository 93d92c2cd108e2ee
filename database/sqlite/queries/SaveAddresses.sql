-- An address that somebody no longer has stays theirs (Former) until the identify without it was accepted.
INSERT INTO outbox_Address (PersonId, Kind, PersonKey, AddressHash, Wanted)
SELECT r.value ->> '$.PersonId', r.value ->> '$.Kind', r.value ->> '$.PersonKey', r.value ->> '$.AddressHash', r.value ->> '$.Wanted'
FROM json_each(@addresses) AS r
WHERE TRUE
ON CONFLICT (PersonId, Kind) DO UPDATE
SET Former    = CASE
        WHEN excluded.AddressHash = outbox_Address.AddressHash THEN outbox_Address.Former
        ELSE COALESCE(outbox_Address.Former, outbox_Address.AddressHash)
    END,
    AddressHash = excluded.AddressHash,
    Wanted    = excluded.Wanted,
    PersonKey = excluded.PersonKey,
    NotedAt   = excluded.NotedAt;
