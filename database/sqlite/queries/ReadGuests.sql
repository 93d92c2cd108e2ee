-- The ids that stand for some persons.
SELECT g.PersonKey, g.PersonId, g.MergedAt
FROM json_each(@keys) AS k
INNER JOIN outbox_Guest AS g ON g.PersonKey = k.value;
