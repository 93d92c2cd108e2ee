-- When Customer.io first accepted a person.
SELECT p.PersonId, p.FirstSentAt
FROM json_each(@personIds) AS i
INNER JOIN outbox_Person AS p ON p.PersonId = i.value
WHERE p.FirstSentAt IS NOT NULL;
