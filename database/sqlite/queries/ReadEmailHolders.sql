-- Who has one of these e-mails, or gives it up with an identify that was not accepted yet.
SELECT e.PersonId, h.value AS EmailHash
FROM json_each(@hashes) AS h
INNER JOIN outbox_Email AS e ON e.EmailHash = h.value OR e.Former = h.value
ORDER BY e.PersonId;
