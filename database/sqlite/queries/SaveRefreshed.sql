-- Hash NULL: the person is in the view no longer.
INSERT INTO outbox_Refreshed (PersonKey, Hash)
SELECT r.value ->> '$.PersonKey', r.value ->> '$.Hash'
FROM json_each(@people) AS r
WHERE r.value ->> '$.Hash' IS NOT NULL
ON CONFLICT (PersonKey) DO UPDATE SET Hash = excluded.Hash, SeenAt = excluded.SeenAt;
