-- Everything as it was before the drain, in the outbox and in the baselines' queue.
UPDATE outbox_Message
SET Status = 'pending', Reason = NULL, SentAt = NULL, SentAs = NULL, PersonId = NULL, OccurredAt = NULL, Properties = NULL, Attempts = 0
WHERE CapturedBy <> 'past';
DELETE FROM outbox_Attempt;
DELETE FROM outbox_Person;
UPDATE bench_Item SET Status = 'pending', SentAt = NULL WHERE Status <> 'pending';
PRAGMA wal_checkpoint(TRUNCATE);
