/*
  Purpose     Whether delivery keeps up: rows pending, the oldest live event among them, dead rows, faults, the clock; and
              apart from them the rows of paused types, which wait because somebody said so.
  Caller      The dispatcher, every few seconds, and its health endpoints; outbox status.
  Locks       None: a number that is a moment old serves as well.
  On failure  Nothing is changed.
  Notes       It costs the same however large the outbox and its backlog are: each count ends at 1,000,000, which means that
              many or more, and what is looked through is cut. The oldest event is looked for among the first thousand of
              each lane, not in all of a backlog: rows come in the order in which they were written, and those that are
              shaped already (whose OccurredAt is known) are the first of their lane. Touches and such have no age that
              matters. Rows of a paused type are counted in Pending and told apart: nothing is late in sending them, and
              still their 72 hours run; the oldest of them is looked for among the first thousand of each lane as well.
*/
CREATE OR ALTER PROCEDURE outbox.ReadHealth
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;

DECLARE @Most int = 1000000;
DECLARE @Oldest datetime2(3), @OldestPaused datetime2(3), @Paused bigint = 0;

SELECT @Oldest = MIN(COALESCE(p.OccurredAt, p.CreatedAt))
FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (255)) AS l (Lane)
CROSS APPLY
(
    SELECT TOP (1000) m.OccurredAt, m.CreatedAt
    FROM outbox.Message AS m
    WHERE m.Lane = l.Lane
      AND m.Status = 'pending'
      AND m.Priority = 0
      AND m.Kind = 'event'
      AND NOT EXISTS (SELECT 1 FROM outbox.EventType AS t WHERE t.Name = m.CapturedBy AND t.Delivery = 'paused')
    ORDER BY m.MessageId
) AS p;

IF EXISTS (SELECT 1 FROM outbox.EventType WHERE Delivery = 'paused')
BEGIN
    SELECT @Paused = COUNT_BIG(*)
    FROM
    (
        SELECT TOP (@Most) m.MessageId
        FROM outbox.Message AS m
        INNER JOIN outbox.EventType AS t ON t.Name = m.CapturedBy
        WHERE m.Status = 'pending' AND t.Delivery = 'paused'
    ) AS p;

    SELECT @OldestPaused = MIN(COALESCE(p.OccurredAt, p.CreatedAt))
    FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (255)) AS l (Lane)
    CROSS APPLY
    (
        SELECT TOP (1000) m.OccurredAt, m.CreatedAt
        FROM outbox.Message AS m
        INNER JOIN outbox.EventType AS t ON t.Name = m.CapturedBy
        WHERE m.Lane = l.Lane AND m.Status = 'pending' AND m.Priority = 0 AND m.Kind = 'event' AND t.Delivery = 'paused'
        ORDER BY m.MessageId
    ) AS p;
END;

SELECT
    (SELECT COUNT_BIG(*) FROM (SELECT TOP (@Most) MessageId FROM outbox.Message WHERE Status = 'pending') AS p) AS Pending,
    @Oldest                                                                                                     AS OldestLiveEventAt,
    (SELECT COUNT_BIG(*) FROM (SELECT TOP (@Most) MessageId FROM outbox.Message WHERE Status = 'dead') AS d)    AS Dead,
    (SELECT COUNT_BIG(*) FROM (SELECT TOP (@Most) FaultId FROM outbox.Fault) AS f)                              AS Faults,
    SYSUTCDATETIME()                                                                                            AS Now,
    @Paused                                                                                                     AS Paused,
    @OldestPaused                                                                                               AS OldestPausedEventAt;
