/*
  Purpose     Records what an answer settled, all of it or nothing: who people are, rows closed, persons accepted or forgotten,
              losses, the request itself. A row that is no longer pending stays as it is, but for "sent": that is a fact, and
              is recorded once, whoever owns the lane by now. "dead" and "skipped" are decisions, of the owner of the row's
              lane alone. The set: the lanes given that are not held any more, by the owner and under the token given.
  Caller      The dispatcher, once a request, and once a read for what needs no request (@Answer NULL).
  Locks       Shared, on the lanes given, until the end (REPEATABLEREAD); exclusive, on the rows alone, in the order of their
              keys (FORCESEEK: a merge join over the clustered key would wait for the shop's open transactions in between).
              No range is locked: who is new is inserted where a plain read finds nobody. UPDLOCK with HOLDLOCK would hold
              the range between two keys, and two completions with new people side by side would deadlock (Microsoft,
              "Transaction locking and row versioning guide", key-range locking). Whoever loses the race gets 2627.
  On failure  Nothing is recorded; the caller tries again, after 2627 as well.
  Notes       A hash that comes late is not taken: after a newer stamp Customer.io has other attributes. None (NULL, on
              its way or ambiguous) is always taken.
*/
CREATE OR ALTER PROCEDURE outbox.CompleteMessages
    @Lanes      outbox.LaneTokenList READONLY,
    @Outcomes   outbox.OutcomeList   READONLY,
    @People     outbox.PersonList    READONLY,
    @Forgotten  outbox.KeyList       READONLY,
    @Faults     outbox.FaultList     READONLY,
    @Carried    outbox.MessageList   READONLY,
    @Guests     outbox.GuestList     READONLY,
    @Removals   outbox.RemovalList   READONLY,
    @Delays     outbox.DelayList     READONLY,
    @Erased     outbox.MessageList   READONLY,
    @StartedAt  datetime2(3)   = NULL,
    @DurationMs int            = NULL,
    @Items      int            = NULL,
    @Bytes      int            = NULL,
    @HttpStatus int            = NULL,
    @Answer     varchar(30)    = NULL,
    @Detail     nvarchar(1000) = NULL
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

DECLARE @Now datetime2(3) = SYSUTCDATETIME();
DECLARE @Held TABLE (Lane tinyint NOT NULL PRIMARY KEY);
DECLARE @Closed int, @AllHeld bit = 1;

BEGIN TRANSACTION;

INSERT @Held (Lane)
SELECT h.Lane
FROM @Lanes AS h
INNER JOIN outbox.Lane AS l WITH (REPEATABLEREAD) ON l.Lane = h.Lane
WHERE l.Token = h.Token AND l.Owner = h.Owner;

IF EXISTS (SELECT 1 FROM @Lanes AS l WHERE NOT EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = l.Lane))
    SET @AllHeld = 0;

IF EXISTS (SELECT 1 FROM @Guests) OR EXISTS (SELECT 1 FROM @Removals) OR EXISTS (SELECT 1 FROM @Delays) OR EXISTS (SELECT 1 FROM @Erased)
    EXEC outbox.SettlePeople
        @Lanes = @Lanes, @AllHeld = @AllHeld, @Guests = @Guests, @Removals = @Removals, @Delays = @Delays, @Erased = @Erased;

-- What the request carried and Customer.io took is closed and counted at once: a row that is written twice costs twice.
-- One that was sent before stays as it was; the request counts.
UPDATE m
SET Status   = 'sent',
    Reason   = CASE WHEN m.Status = 'sent' THEN m.Reason ELSE o.Reason END,
    SentAt   = CASE WHEN m.Status = 'sent' THEN m.SentAt ELSE @Now END,
    Attempts = m.Attempts + 1
FROM outbox.Message AS m WITH (FORCESEEK)
INNER JOIN @Outcomes AS o ON o.MessageId = m.MessageId
INNER JOIN @Carried AS c ON c.MessageId = m.MessageId
WHERE o.Status = 'sent'
  AND m.CreatedAt = o.CreatedAt
  AND m.CreatedAt = c.CreatedAt;

SET @Closed = @@ROWCOUNT;

-- Mostly that was all of it.
IF @Closed < (SELECT COUNT(*) FROM @Outcomes) OR @Closed < (SELECT COUNT(*) FROM @Carried)
BEGIN
    UPDATE m
    SET Attempts = m.Attempts + 1
    FROM outbox.Message AS m WITH (FORCESEEK)
    INNER JOIN @Carried AS c ON c.MessageId = m.MessageId
    WHERE m.CreatedAt = c.CreatedAt
      AND NOT EXISTS (SELECT 1 FROM @Outcomes AS o WHERE o.MessageId = c.MessageId AND o.CreatedAt = c.CreatedAt AND o.Status = 'sent');

    UPDATE m
    SET Status = o.Status,
        Reason = o.Reason,
        SentAt = CASE WHEN o.Status = 'sent' THEN @Now END
    FROM outbox.Message AS m WITH (FORCESEEK)
    INNER JOIN @Outcomes AS o ON o.MessageId = m.MessageId
    WHERE m.CreatedAt = o.CreatedAt
      AND
      (
             (o.Status = 'sent' AND m.Status <> 'sent')
          OR (o.Status <> 'sent'
              AND m.Status = 'pending'
              AND EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = m.Lane))
      );
END;

IF EXISTS (SELECT 1 FROM @People)
BEGIN
    UPDATE p
    SET AttributesHash = CASE WHEN n.AttributesHash IS NULL OR n.Stamp >= p.Stamp THEN n.AttributesHash ELSE p.AttributesHash END,
        Baseline       = CASE WHEN n.Baseline IS NULL OR n.Stamp < p.Stamp THEN p.Baseline ELSE n.Baseline END,
        Stamp          = CASE WHEN n.Stamp > p.Stamp THEN n.Stamp ELSE p.Stamp END,
        SentAt         = @Now,
        FirstSentAt    = COALESCE(p.FirstSentAt, CASE WHEN n.AttributesHash IS NOT NULL THEN @Now END)
    FROM outbox.Person AS p WITH (FORCESEEK)
    INNER JOIN @People AS n ON n.PersonId = p.PersonId;

    INSERT outbox.Person (PersonId, AttributesHash, Stamp, SentAt, FirstSentAt, Baseline)
    SELECT n.PersonId, n.AttributesHash, n.Stamp, @Now, CASE WHEN n.AttributesHash IS NOT NULL THEN @Now END, n.Baseline
    FROM @People AS n
    WHERE NOT EXISTS (SELECT 1 FROM outbox.Person AS p WITH (FORCESEEK) WHERE p.PersonId = n.PersonId);
END;

IF EXISTS (SELECT 1 FROM @Forgotten)
    DELETE p
    FROM outbox.Person AS p WITH (FORCESEEK)
    INNER JOIN @Forgotten AS f ON f.[Key] = p.PersonId;

IF EXISTS (SELECT 1 FROM @People WHERE AttributesHash IS NOT NULL) OR EXISTS (SELECT 1 FROM @Forgotten)
    EXEC outbox.ReleaseAddresses @People = @People, @Forgotten = @Forgotten;

IF EXISTS (SELECT 1 FROM @Faults)
    INSERT outbox.Fault (MessageId, CapturedBy, Code, Field, Detail)
    SELECT m.MessageId, f.CapturedBy, f.Code, f.Field, f.Detail
    FROM @Faults AS f
    LEFT JOIN outbox.Message AS m WITH (FORCESEEK) ON m.MessageId = f.MessageId AND m.CreatedAt = f.CreatedAt;

IF @Answer IS NOT NULL
    INSERT outbox.Attempt (StartedAt, DurationMs, Items, Bytes, HttpStatus, Answer, Detail, FirstMessage, LastMessage)
    SELECT @StartedAt, @DurationMs, @Items, @Bytes, @HttpStatus, @Answer, @Detail, MIN(MessageId), MAX(MessageId)
    FROM @Carried;

COMMIT TRANSACTION;

SELECT l.Lane
FROM @Lanes AS l
WHERE NOT EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = l.Lane);
