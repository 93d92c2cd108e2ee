-- What is saved once is never changed: a resend has the same bytes.
UPDATE outbox_Message
SET PersonKey  = r.value ->> '$.PersonKey',
    PersonId   = r.value ->> '$.PersonId',
    SentAs     = r.value ->> '$.SentAs',
    OccurredAt = r.value ->> '$.OccurredAt',
    Properties = r.value ->> '$.Properties'
FROM json_each(@rows) AS r
WHERE outbox_Message.MessageId = r.value ->> '$.MessageId'
  AND outbox_Message.Status = 'pending'
  AND outbox_Message.PersonId IS NULL
  AND outbox_Message.Lane IN (SELECT value FROM json_each(@held));
