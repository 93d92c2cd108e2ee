/*
  Purpose     Saves what will be sent, and what shaping could not take, before the first request that carries it. What
              is saved once is never changed: a resend has the same bytes. Only where the row's lane is held by the owner and
              under the token given. Two sets: the lanes given that are not held any more, of whose rows nothing was saved;
              the rows (MessageId) that do not stand as given: they are closed, another's, or were saved otherwise before.
  Caller      The dispatcher. It sends nothing of a read of which a lane or a row is in the answer. A call that is repeated
              after its answer was lost finds its own rows as given.
  Locks       Shared, on the lanes given, until the end (REPEATABLEREAD, also where READ_COMMITTED_SNAPSHOT is on): no lane
              changes hands between the check and the COMMIT. Exclusive, on the rows alone: FORCESEEK, since a merge join
              would read, and wait for, every row of the shop's open transactions in between.
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
SET LOCK_TIMEOUT 5000;

DECLARE @Held TABLE (Lane tinyint NOT NULL PRIMARY KEY);
DECLARE @NotSaved TABLE (MessageId bigint NOT NULL PRIMARY KEY);
DECLARE @Saved int;

BEGIN TRANSACTION;

INSERT @Held (Lane)
SELECT h.Lane
FROM @Lanes AS h
INNER JOIN outbox.Lane AS l WITH (REPEATABLEREAD) ON l.Lane = h.Lane
WHERE l.Token = h.Token AND l.Owner = h.Owner;

UPDATE m
SET PersonKey  = r.PersonKey,
    PersonId   = r.PersonId,
    SentAs     = r.SentAs,
    OccurredAt = r.OccurredAt,
    Properties = r.Properties
FROM outbox.Message AS m WITH (FORCESEEK)
INNER JOIN @Rows AS r ON r.MessageId = m.MessageId
WHERE m.CreatedAt = r.CreatedAt
  AND m.Status = 'pending'
  AND m.PersonId IS NULL
  AND EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = m.Lane);

SET @Saved = @@ROWCOUNT;

-- Mostly that was all of it.
IF @Saved < (SELECT COUNT(*) FROM @Rows)
    INSERT @NotSaved (MessageId)
    SELECT r.MessageId
    FROM @Rows AS r
    WHERE NOT EXISTS
    (
        SELECT 1
        FROM outbox.Message AS m WITH (FORCESEEK)
        WHERE m.MessageId = r.MessageId
          AND m.CreatedAt = r.CreatedAt
          AND m.Status = 'pending'
          AND EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = m.Lane)
          AND EXISTS
          (
              SELECT m.PersonKey, m.PersonId, m.SentAs, m.OccurredAt, m.Properties
              INTERSECT
              SELECT r.PersonKey, r.PersonId, r.SentAs, r.OccurredAt, r.Properties
          )
    );

INSERT outbox.Fault (MessageId, CapturedBy, Code, Field, Detail)
SELECT f.MessageId, f.CapturedBy, f.Code, f.Field, f.Detail
FROM @Faults AS f
WHERE f.MessageId IS NULL
   OR EXISTS
   (
       SELECT 1
       FROM outbox.Message AS m WITH (FORCESEEK)
       WHERE m.MessageId = f.MessageId
         AND m.CreatedAt = f.CreatedAt
         AND EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = m.Lane)
   );

COMMIT TRANSACTION;

SELECT l.Lane
FROM @Lanes AS l
WHERE NOT EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = l.Lane);

SELECT MessageId
FROM @NotSaved;
