SELECT p.PersonId, p.AttributesHash, p.Stamp, p.Baseline
FROM json_each(@personIds) AS i
INNER JOIN outbox_Person AS p ON p.PersonId = i.value;
