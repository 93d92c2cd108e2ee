-- What is saved once is never changed: a resend has the same bytes. Run once a row, prepared once.
UPDATE outbox_Message
SET PersonKey  = @personKey,
    PersonId   = @personId,
    SentAs     = @sentAs,
    OccurredAt = @occurredAt,
    Properties = @properties
WHERE MessageId = @messageId
  AND Status = 'pending'
  AND PersonId IS NULL;
