-- People whom Customer.io has removed for good: their data goes from the outbox by and by.
INSERT INTO outbox_Erasure (PersonKey, PersonId, PersonHash, Email)
SELECT r.value ->> '$.PersonKey', r.value ->> '$.PersonId', r.value ->> '$.PersonHash', r.value ->> '$.Email'
FROM json_each(@people) AS r;
