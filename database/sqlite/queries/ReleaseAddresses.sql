UPDATE outbox_Address
SET Former = NULL
WHERE Former IS NOT NULL AND PersonId IN (SELECT value FROM json_each(@people));
