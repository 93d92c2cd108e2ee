-- The lanes of a list that are held by the owners and under the tokens given.
SELECT l.Lane
FROM json_each(@lanes) AS h
INNER JOIN outbox_Lane AS l ON l.Lane = h.value ->> '$.Lane'
WHERE l.Token = h.value ->> '$.Token' AND l.Owner = h.value ->> '$.Owner';
