/*
  Purpose     Saves what will be sent, and what shaping could not take, before the first request that carries it. What
              is saved once is never changed: a resend has the same bytes.
  Caller      The dispatcher.
  Locks       Exclusive, on the rows alone.
  On failure  Nothing is saved; the caller tries again.
*/
CREATE OR ALTER PROCEDURE outbox.SaveShaped
    @Rows   outbox.ShapedList READONLY,
    @Faults outbox.FaultList  READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;

BEGIN TRANSACTION;

UPDATE m
SET PersonKey  = r.PersonKey,
    PersonId   = r.PersonId,
    SentAs     = r.SentAs,
    OccurredAt = r.OccurredAt,
    Properties = r.Properties
FROM outbox.Message AS m
INNER JOIN @Rows AS r ON r.MessageId = m.MessageId
WHERE m.Status = 'pending'
  AND m.PersonId IS NULL;

INSERT outbox.Fault (MessageId, CapturedBy, Code, Field, Detail)
SELECT MessageId, CapturedBy, Code, Field, Detail
FROM @Faults;

COMMIT TRANSACTION;
