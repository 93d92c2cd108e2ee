/*
  Purpose     Inserts an event for each row of dbo.ReplenishmentDue that the outbox does not hold yet, at most 20000,
              and says how many: as many as that, and there may be more. Two that run at once can insert a row
              twice: duplicates are found when rows are read.
  Caller      The dispatcher. Made by outbox migrate from the mapping.
  Locks       Shared, for as long as a row is read. Without READ_COMMITTED_SNAPSHOT it waits for open
              transactions of the shop, which is meant: what is sent is what was committed. It waits no longer
              than LOCK_TIMEOUT (error 1222).
              Exclusive, on at most 20000 rows of the outbox.
  On failure  Nothing is inserted; the next run finds the same rows.
*/
CREATE OR ALTER PROCEDURE outbox.Due_replenishment_due
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 30000;

INSERT INTO outbox.Message
    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAtRaw, OccurredAtZone, Captured)
SELECT
    y.Kind,
    y.CapturedBy,
    y.EventId,
    y.EventName,
    y.PersonKey,
    y.Lane,
    y.OccurredAtRaw,
    y.OccurredAtZone,
    y.Captured
FROM
(
    SELECT TOP (20000)
        'event' AS Kind,
        N'replenishment_due' AS CapturedBy,
        r.EventId,
        N'replenishment_due' AS EventName,
        r.PersonKey,
        ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255) AS Lane,
        r.OccurredAtRaw,
        'America/New_York' AS OccurredAtZone,
        r.Captured
    FROM
    (
        SELECT
            N'replenishment_due:'
                + ISNULL(CONVERT(nvarchar(20), due.CustomerId), N'%00')
                + N':' + ISNULL(CONVERT(nvarchar(10), due.DueDate, 23), N'%00') AS EventId,
            CONVERT(nvarchar(20), due.CustomerId) AS PersonKey,
            CONVERT(nvarchar(27), due.DueAt, 121) AS OccurredAtRaw,
            (
                SELECT due.CustomerId, due.DueDate, due.DueAt, due.Sku
                FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
            ) AS Captured
        FROM dbo.ReplenishmentDue AS due
    ) AS r
    WHERE NOT EXISTS (SELECT 1 FROM outbox.Message AS m WHERE m.EventId = r.EventId COLLATE Latin1_General_100_BIN2 AND m.EventId IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM outbox.EventType AS e WHERE e.Name = N'replenishment_due' AND e.IsCaptured = 0)
) AS y;

SELECT CONVERT(int, ROWCOUNT_BIG()) AS Inserted;
