UPDATE outbox_Message
SET Attempts = Attempts + 1
FROM json_each(@rows) AS r
WHERE outbox_Message.MessageId = r.value ->> '$.MessageId'
  AND outbox_Message.CreatedAt = r.value ->> '$.CreatedAt';
