/*
  Purpose     Records what an answer settled: rows closed, persons accepted or forgotten, losses, the request itself. A
              row that is no longer pending stays as it is, but for "sent": that is a fact, and is recorded once, whoever
              owns the lane by now. "dead" and "skipped" are decisions, of the owner of the row's lane alone. The set: the
              lanes given that are not held any more.
  Caller      The dispatcher, once a request, and once a read for what needs no request (@Answer NULL).
  Locks       Shared, on the lanes given, until the end (REPEATABLEREAD); exclusive, on the rows alone, in the order of
              their keys.
  On failure  Nothing is recorded; the caller tries again.
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

DECLARE @Now datetime2(3) = SYSUTCDATETIME();
DECLARE @Held TABLE (Lane tinyint NOT NULL PRIMARY KEY);
DECLARE @Closed int;

BEGIN TRANSACTION;

INSERT @Held (Lane)
SELECT h.Lane
FROM @Lanes AS h
INNER JOIN outbox.Lane AS l WITH (REPEATABLEREAD) ON l.Lane = h.Lane AND l.Token = h.Token
WHERE l.Owner IS NOT NULL;

-- What the request carried and Customer.io took is closed and counted at once: a row that is written twice costs twice.
-- One that was sent before stays as it was; the request counts.
UPDATE m
SET Status   = 'sent',
    Reason   = CASE WHEN m.Status = 'sent' THEN m.Reason ELSE o.Reason END,
    SentAt   = CASE WHEN m.Status = 'sent' THEN m.SentAt ELSE @Now END,
    Attempts = m.Attempts + 1
FROM outbox.Message AS m
INNER JOIN @Outcomes AS o ON o.MessageId = m.MessageId
INNER JOIN @Carried AS c ON c.MessageId = m.MessageId
WHERE o.Status = 'sent';

SET @Closed = @@ROWCOUNT;

-- Mostly that was all of it.
IF @Closed < (SELECT COUNT(*) FROM @Outcomes) OR @Closed < (SELECT COUNT(*) FROM @Carried)
BEGIN
    UPDATE m
    SET Attempts = m.Attempts + 1
    FROM outbox.Message AS m
    INNER JOIN @Carried AS c ON c.MessageId = m.MessageId
    WHERE NOT EXISTS (SELECT 1 FROM @Outcomes AS o WHERE o.MessageId = c.MessageId AND o.Status = 'sent');

    UPDATE m
    SET Status = o.Status,
        Reason = o.Reason,
        SentAt = CASE WHEN o.Status = 'sent' THEN @Now END
    FROM outbox.Message AS m
    INNER JOIN @Outcomes AS o ON o.MessageId = m.MessageId
    WHERE (o.Status = 'sent' AND m.Status <> 'sent')
       OR (o.Status <> 'sent'
            AND m.Status = 'pending'
            AND EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = m.Lane));
END;

IF EXISTS (SELECT 1 FROM @People)
BEGIN
    UPDATE p
    SET AttributesHash = CASE WHEN n.AttributesHash IS NULL OR n.Stamp >= p.Stamp THEN n.AttributesHash ELSE p.AttributesHash END,
        Stamp          = CASE WHEN n.Stamp > p.Stamp THEN n.Stamp ELSE p.Stamp END,
        SentAt         = @Now,
        FirstSentAt    = COALESCE(p.FirstSentAt, CASE WHEN n.AttributesHash IS NOT NULL THEN @Now END)
    FROM outbox.Person AS p
    INNER JOIN @People AS n ON n.PersonId = p.PersonId;

    INSERT outbox.Person (PersonId, AttributesHash, Stamp, SentAt, FirstSentAt)
    SELECT n.PersonId, n.AttributesHash, n.Stamp, @Now, CASE WHEN n.AttributesHash IS NOT NULL THEN @Now END
    FROM @People AS n
    WHERE NOT EXISTS (SELECT 1 FROM outbox.Person AS p WITH (UPDLOCK, HOLDLOCK) WHERE p.PersonId = n.PersonId);
END;

IF EXISTS (SELECT 1 FROM @Forgotten)
    DELETE p
    FROM outbox.Person AS p
    INNER JOIN @Forgotten AS f ON f.[Key] = p.PersonId;

IF EXISTS (SELECT 1 FROM @People WHERE AttributesHash IS NOT NULL) OR EXISTS (SELECT 1 FROM @Forgotten)
    EXEC outbox.ReleaseEmails @People = @People, @Forgotten = @Forgotten;

IF EXISTS (SELECT 1 FROM @Faults)
    INSERT outbox.Fault (MessageId, CapturedBy, Code, Field, Detail)
    SELECT MessageId, CapturedBy, Code, Field, Detail
    FROM @Faults;

IF @Answer IS NOT NULL
    INSERT outbox.Attempt (StartedAt, DurationMs, Items, Bytes, HttpStatus, Answer, Detail, FirstMessage, LastMessage)
    SELECT @StartedAt, @DurationMs, @Items, @Bytes, @HttpStatus, @Answer, @Detail, MIN(MessageId), MAX(MessageId)
    FROM @Carried;

COMMIT TRANSACTION;

SELECT l.Lane
FROM @Lanes AS l
WHERE NOT EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = l.Lane);
