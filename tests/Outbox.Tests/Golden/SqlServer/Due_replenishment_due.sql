/*
  Purpose     Inserts an event for each row of dbo.ReplenishmentDue that the outbox does not hold yet, and says how
              many. Two that run at once can insert a row twice: duplicates are found when rows are read.
  Caller      The dispatcher. Made by outbox migrate from the mapping.
  Locks       Shared, for as long as a row is read. Without READ_COMMITTED_SNAPSHOT it waits for open
              transactions of the shop, which is meant: what is sent is what was committed.
  On failure  Nothing is inserted; the next run finds the same rows.
*/
CREATE OR ALTER PROCEDURE outbox.Due_replenishment_due
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;

INSERT INTO outbox.Message
    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAtRaw, OccurredAtZone, Captured)
SELECT
    'event',
    N'replenishment_due',
    r.EventId,
    N'replenishment_due',
    r.PersonKey,
    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
    r.OccurredAtRaw,
    'America/New_York',
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
  AND NOT EXISTS (SELECT 1 FROM outbox.EventType AS e WHERE e.Name = N'replenishment_due' AND e.IsCaptured = 0);

SELECT CONVERT(int, ROWCOUNT_BIG()) AS Inserted;
