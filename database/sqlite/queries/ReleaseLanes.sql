-- The last time all of them, also one whose claim had no answer any more.
UPDATE outbox_Lane
SET Owner = NULL, LeasedUntil = NULL
WHERE Owner = @owner
  AND (@isLast = 1 OR EXISTS
  (
      SELECT 1
      FROM json_each(@lanes) AS r
      WHERE r.value ->> '$.Lane' = outbox_Lane.Lane AND r.value ->> '$.Token' = outbox_Lane.Token AND r.value ->> '$.Owner' = outbox_Lane.Owner
  ));
