/*
  Purpose     Saves what will be sent, and what shaping could not take, before the first request that carries it. What
              is saved once is never changed: a resend has the same bytes. Only where the row's lane is held under the
              token given. The set: the lanes given that are not held any more; of their rows nothing was saved.
  Caller      The dispatcher.
  Locks       Shared, on the lanes given, until the end (REPEATABLEREAD, also where READ_COMMITTED_SNAPSHOT is on): no lane
              changes hands between the check and the COMMIT. Exclusive, on the rows alone.
  On failure  Nothing is saved; the caller tries again.
*/
CREATE OR ALTER PROCEDURE outbox.SaveShaped
    @Lanes  outbox.LaneTokenList READONLY,
    @Rows   outbox.ShapedList    READONLY,
    @Faults outbox.FaultList     READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

DECLARE @Held TABLE (Lane tinyint NOT NULL PRIMARY KEY);

BEGIN TRANSACTION;

INSERT @Held (Lane)
SELECT h.Lane
FROM @Lanes AS h
INNER JOIN outbox.Lane AS l WITH (REPEATABLEREAD) ON l.Lane = h.Lane AND l.Token = h.Token
WHERE l.Owner IS NOT NULL;

UPDATE m
SET PersonKey  = r.PersonKey,
    PersonId   = r.PersonId,
    SentAs     = r.SentAs,
    OccurredAt = r.OccurredAt,
    Properties = r.Properties
FROM outbox.Message AS m
INNER JOIN @Rows AS r ON r.MessageId = m.MessageId
WHERE m.Status = 'pending'
  AND m.PersonId IS NULL
  AND EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = m.Lane);

INSERT outbox.Fault (MessageId, CapturedBy, Code, Field, Detail)
SELECT f.MessageId, f.CapturedBy, f.Code, f.Field, f.Detail
FROM @Faults AS f
LEFT JOIN outbox.Message AS m ON m.MessageId = f.MessageId
WHERE m.MessageId IS NULL
   OR EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = m.Lane);

COMMIT TRANSACTION;

SELECT l.Lane
FROM @Lanes AS l
WHERE NOT EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = l.Lane);
