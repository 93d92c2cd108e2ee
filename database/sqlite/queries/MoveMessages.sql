-- Pending rows of a guest, or of a key that was changed, are the person's to whom they belong. There is one lane. The set: those that
-- are the person's now.
UPDATE outbox_Message
SET PersonKey = r.value ->> '$.PersonKey',
    PersonId  = iif(outbox_Message.PersonId IS NULL, NULL, r.value ->> '$.PersonId')
FROM json_each(@moves) AS r
WHERE outbox_Message.MessageId = r.value ->> '$.MessageId'
  AND outbox_Message.CreatedAt = r.value ->> '$.CreatedAt'
  AND outbox_Message.Status = 'pending'
  AND outbox_Message.Lane IN (SELECT value FROM json_each(@held))
RETURNING MessageId;
