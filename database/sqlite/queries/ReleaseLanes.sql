UPDATE outbox_Lane
SET Owner = NULL, LeasedUntil = NULL
FROM json_each(@lanes) AS r
WHERE outbox_Lane.Owner = @owner
  AND outbox_Lane.Lane = r.value ->> '$.Lane'
  AND outbox_Lane.Token = r.value ->> '$.Token';
