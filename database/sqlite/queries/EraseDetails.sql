-- Customer.io's words about a request may quote what was in it.
UPDATE outbox_Fault
SET Detail = NULL
WHERE MessageId IN (SELECT MessageId FROM outbox_Message WHERE PersonKey = @personKey OR PersonId = @personId);

UPDATE outbox_Attempt
SET Detail = NULL
WHERE Detail IS NOT NULL
  AND EXISTS
  (
      SELECT 1
      FROM outbox_Message AS m
      WHERE (m.PersonKey = @personKey OR m.PersonId = @personId)
        AND m.MessageId BETWEEN outbox_Attempt.FirstMessage AND outbox_Attempt.LastMessage
  );
