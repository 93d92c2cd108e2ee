-- What is saved once is never changed: a resend has the same bytes. Run once a row, prepared once; no row, and it does not
-- stand as given. One that was saved as given before, by a call whose answer was lost, does.
UPDATE outbox_Message
SET PersonKey  = @personKey,
    PersonId   = @personId,
    SentAs     = @sentAs,
    OccurredAt = @occurredAt,
    Properties = @properties
WHERE MessageId = @messageId
  AND CreatedAt = @createdAt
  AND Status = 'pending'
  AND (PersonId IS NULL
    OR (PersonKey IS @personKey AND PersonId = @personId AND SentAs IS @sentAs AND OccurredAt IS @occurredAt AND Properties IS @properties));
