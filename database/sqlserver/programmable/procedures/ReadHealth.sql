/*
  Purpose     Whether delivery keeps up: rows pending, the oldest live event among them, dead rows, faults, the clock.
  Caller      The dispatcher, every few seconds, and its health endpoints.
  Locks       None: a number that is a moment old serves as well.
  On failure  Nothing is changed.
  Notes       The oldest event is looked for among the first thousand of each lane, not in all of a backlog: rows come in
              the order in which they were written, and those that are shaped already (whose OccurredAt is known) are the
              first of their lane. Touches and such have no age that matters.
*/
CREATE OR ALTER PROCEDURE outbox.ReadHealth
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;

DECLARE @Oldest datetime2(3);

SELECT @Oldest = MIN(COALESCE(p.OccurredAt, p.CreatedAt))
FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (255)) AS l (Lane)
CROSS APPLY
(
    SELECT TOP (1000) m.OccurredAt, m.CreatedAt
    FROM outbox.Message AS m
    WHERE m.Lane = l.Lane AND m.Status = 'pending' AND m.Priority = 0 AND m.Kind = 'event'
    ORDER BY m.MessageId
) AS p;

SELECT
    (SELECT COUNT_BIG(*) FROM outbox.Message WHERE Status = 'pending') AS Pending,
    @Oldest                                                            AS OldestLiveEventAt,
    (SELECT COUNT_BIG(*) FROM outbox.Message WHERE Status = 'dead')    AS Dead,
    (SELECT COUNT_BIG(*) FROM outbox.Fault)                            AS Faults,
    SYSUTCDATETIME()                                                   AS Now;
