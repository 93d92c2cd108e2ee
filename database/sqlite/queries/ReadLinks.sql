-- Whom a guest's id, or that of a former key, stands for.
SELECT g.PersonId, g.PersonKey, g.LinkedAt, g.MergingAt, g.MergedAt
FROM json_each(@personIds) AS i
INNER JOIN outbox_Guest AS g ON g.PersonId = i.value;
