/*
  Purpose     The horizon of an event type: facts before it count as delivered, since a purge has removed their rows.
  Caller      outbox migrate, once, in a transaction of its own.
  On failure  Nothing of it stays.
*/
ALTER TABLE outbox_EventType ADD COLUMN PurgedBefore TEXT NULL;
