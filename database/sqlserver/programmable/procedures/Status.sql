/*
  Purpose     Everything that outbox status shows, a set each: (1) rows waiting, (2) rows by type, (3) dead rows by the code of
              their reason, (4) whether delivery keeps up, (5) how long the last 10,000 events took, (6) requests of the
              last hour by answer, (7) lanes, (8) dispatchers, (9) volume a day by type, (10) people accepted.
  Caller      outbox status; operators and auditors. @Help = 1 explains.
  Locks       None: a number that is a moment old serves as well, and a count of ten million rows must block nobody.
  On failure  Nothing is changed.
  Notes       The days' first row is found by halving the keys, which rise with time but for transactions that were open long:
              an hour more is read, and rows are taken by their own time.
*/
CREATE OR ALTER PROCEDURE outbox.Status
    @Days int = 7,
    @Help bit = 0
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;

IF @Help = 1
BEGIN
    PRINT N'EXEC outbox.Status @Days = 7';
    PRINT N'@Days  0 to 366: days of which the volume is told, today included; 0 leaves it out.';
    PRINT N'Sets: waiting; by type; dead by reason; health; lag; requests of the last hour; lanes; dispatchers; volume; people.';
    PRINT N'SELECT * FROM outbox.Health ORDER BY Priority;   -- what is wrong, and its mend';
    RETURN;
END;

IF @Days IS NULL OR @Days NOT BETWEEN 0 AND 366
    THROW 50031, N'outbox.Status: @Days must be 0 to 366.', 1;

EXEC outbox.ReadStatus;
EXEC outbox.ReadHealth;

DECLARE @Now     datetime2(3) = SYSUTCDATETIME(),
        @LastSent bigint      = (SELECT MAX(MessageId) FROM outbox.Message);

WITH Lately AS
(
    SELECT TOP (10000) DATEDIFF_BIG(MILLISECOND, m.CreatedAt, m.SentAt) AS Ms
    FROM outbox.Message AS m
    WHERE m.Status = 'sent' AND m.Kind = 'event' AND m.Priority = 0 AND m.SentAt IS NOT NULL AND m.MessageId <= @LastSent
    ORDER BY m.MessageId DESC
),
Ordered AS
(
    SELECT Ms, ROW_NUMBER() OVER (ORDER BY Ms) AS Place, COUNT_BIG(*) OVER () AS Total
    FROM Lately
)
SELECT
    COUNT_BIG(*)                                                 AS Events,
    MIN(CASE WHEN Place * 100 >= Total * 50 THEN Ms END)         AS P50Ms,
    MIN(CASE WHEN Place * 100 >= Total * 95 THEN Ms END)         AS P95Ms,
    MIN(CASE WHEN Place * 100 >= Total * 99 THEN Ms END)         AS P99Ms,
    MAX(Ms)                                                      AS MaxMs
FROM Ordered;

SELECT
    a.Answer,
    COUNT_BIG(*)                                                                                           AS Requests,
    SUM(CONVERT(bigint, a.Items))                                                                          AS Items,
    SUM(CASE WHEN a.StartedAt >= DATEADD(MINUTE, -1, @Now) THEN CONVERT(bigint, a.Items) ELSE 0 END)       AS ItemsOfLastMinute,
    AVG(CONVERT(bigint, a.DurationMs))                                                                     AS AverageMs,
    MAX(a.StartedAt)                                                                                       AS LastAt
FROM (SELECT TOP (100000) Answer, Items, DurationMs, StartedAt FROM outbox.Attempt ORDER BY AttemptId DESC) AS a
WHERE a.StartedAt >= DATEADD(HOUR, -1, @Now)
GROUP BY a.Answer
ORDER BY a.Answer;

SELECT
    l.Lane,
    l.Owner,
    l.LeasedUntil,
    CAST(CASE WHEN l.Owner IS NULL OR l.LeasedUntil <= @Now THEN 1 ELSE 0 END AS bit) AS IsFree,
    COUNT_BIG(m.MessageId)                                                            AS Pending,
    MIN(m.CreatedAt)                                                                  AS OldestPendingAt
FROM outbox.Lane AS l
LEFT JOIN outbox.Message AS m ON m.Lane = l.Lane AND m.Status = 'pending'
GROUP BY l.Lane, l.Owner, l.LeasedUntil
ORDER BY l.Lane;

SELECT
    Owner,
    Host,
    Version,
    StartedAt,
    SeenAt,
    CAST(CASE WHEN DATEADD(MILLISECOND, LeaseMs, SeenAt) > @Now THEN 1 ELSE 0 END AS bit) AS IsAlive
FROM outbox.Dispatcher
ORDER BY StartedAt, Owner;

DECLARE @From   datetime2(3) = DATEADD(DAY, 1 - @Days, CONVERT(datetime2(3), CONVERT(date, @Now))),
        @First  bigint       = COALESCE((SELECT MIN(MessageId) FROM outbox.Message), 0),
        @Last   bigint       = COALESCE(@LastSent, 0) + 1,
        @Middle bigint,
        @Id     bigint,
        @At     datetime2(3);
WHILE @First < @Last
BEGIN
    SET @Middle = @First + (@Last - @First) / 2;
    SET @Id = NULL;
    SELECT TOP (1) @Id = MessageId, @At = CreatedAt FROM outbox.Message WHERE MessageId >= @Middle ORDER BY MessageId;
    IF @Id IS NOT NULL AND @At < DATEADD(HOUR, -1, @From)
        SET @First = @Id + 1;
    ELSE
        SET @Last = @Middle;
END;

WITH Taken AS
(
    SELECT CONVERT(date, CreatedAt) AS Day, COALESCE(EventName, Kind) AS Name, Status, COALESCE(PersonKey, PersonId) AS Person
    FROM outbox.Message
    WHERE MessageId >= @First AND CreatedAt >= @From AND @Days > 0
)
SELECT Day, Name, COUNT_BIG(*) AS Captured, COUNT_BIG(CASE WHEN Status = 'sent' THEN 1 END) AS Sent, COUNT_BIG(DISTINCT Person) AS People
FROM Taken
GROUP BY Day, Name
UNION ALL
SELECT Day, NULL, COUNT_BIG(*), COUNT_BIG(CASE WHEN Status = 'sent' THEN 1 END), COUNT_BIG(DISTINCT Person)
FROM Taken
GROUP BY Day
ORDER BY Day, Name;

SELECT COUNT_BIG(*) AS People FROM outbox.Person;
