INSERT INTO outbox_Module (Name, Sql, Hash)
SELECT r.value ->> '$.Name', r.value ->> '$.Sql', r.value ->> '$.Hash'
FROM json_each(@modules) AS r
WHERE TRUE
ON CONFLICT (Name) DO UPDATE SET Sql = excluded.Sql, Hash = excluded.Hash;
