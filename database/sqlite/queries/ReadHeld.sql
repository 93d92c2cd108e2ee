-- The lanes of a list that are held under the tokens given.
SELECT l.Lane
FROM json_each(@lanes) AS h
INNER JOIN outbox_Lane AS l ON l.Lane = h.value ->> '$.Lane' AND l.Token = h.value ->> '$.Token'
WHERE l.Owner IS NOT NULL;
