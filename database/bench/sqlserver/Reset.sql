-- Everything as it was before the drain, in the outbox and in the baselines' queue.
UPDATE outbox.Message
SET Status = 'pending', Reason = NULL, SentAt = NULL, SentAs = NULL, PersonId = NULL, OccurredAt = NULL, Properties = NULL, Attempts = 0
WHERE CapturedBy <> N'past';
DELETE FROM outbox.Attempt;
DELETE FROM outbox.Person;
UPDATE bench.Item SET Status = 'pending', SentAt = NULL WHERE Status <> 'pending';
