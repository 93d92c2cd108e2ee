-- Rows that wait until a time.
UPDATE outbox_Message
SET NotBefore = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (r.value ->> '$.DelayMs') / 1000.0 || ' seconds')
FROM json_each(@delays) AS r
WHERE outbox_Message.MessageId = r.value ->> '$.MessageId'
  AND outbox_Message.CreatedAt = r.value ->> '$.CreatedAt'
  AND outbox_Message.Status = 'pending';
