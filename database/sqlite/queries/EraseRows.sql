-- Rows of persons who are forgotten; what becomes of them is recorded beside it.
UPDATE outbox_Message
SET EventId = NULL, PersonKey = NULL, PersonId = NULL, Captured = NULL, Properties = NULL
FROM json_each(@rows) AS r
WHERE outbox_Message.MessageId = r.value ->> '$.MessageId'
  AND outbox_Message.CreatedAt = r.value ->> '$.CreatedAt';
