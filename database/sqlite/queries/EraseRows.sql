-- Rows of persons who are forgotten; what becomes of them is recorded beside it.
UPDATE outbox_Message
SET EventId = NULL, PersonKey = NULL, PersonId = NULL, Captured = NULL, Properties = NULL
WHERE MessageId IN (SELECT value FROM json_each(@messageIds));
