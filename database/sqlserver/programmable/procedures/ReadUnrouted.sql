/*
  Purpose     Up to @Limit pending rows whose person is known only after a lookup, live before backfill, in order.
  Caller      The dispatcher, where a read of lanes told that there are any. Paused types as well: a row that waits to be
              routed would stop others. Those of a part that is held are left out: what they
              need cannot be read.
  Locks       As outbox.ReadLanes: what an open transaction holds is passed over, and found by a later read.
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.ReadUnrouted
    @Limit int
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

DECLARE @Now datetime2(3) = SYSUTCDATETIME();

IF EXISTS (SELECT 1 FROM sys.databases WHERE name = DB_NAME() AND is_read_committed_snapshot_on = 1)
    SELECT TOP (@Limit)
        MessageId, Kind, CapturedBy, EventId, EventName, PersonKey, PersonId, Lane, OccurredAtRaw,
        OccurredAtZone, OccurredAt,
        CASE WHEN DATALENGTH(Captured) > 524288 OR DATALENGTH(Properties) > 524288 THEN NULL ELSE Captured END AS Captured,
        SentAs,
        CASE WHEN DATALENGTH(Captured) > 524288 OR DATALENGTH(Properties) > 524288 THEN NULL ELSE Properties END AS Properties,
        Priority, CreatedAt, Attempts, CAST(0 AS bit) AS IsDuplicate,
        CASE WHEN DATALENGTH(Captured) > 524288 OR DATALENGTH(Properties) > 524288
             THEN CAST(ISNULL(DATALENGTH(Captured), 0) + ISNULL(DATALENGTH(Properties), 0) AS bigint) END AS UnreadBytes
    FROM outbox.Message
    WHERE Lane = 255 AND Status = 'pending' AND CapturedBy NOT IN (SELECT h.Part FROM outbox.Held AS h WHERE h.RetryAt > @Now)
    ORDER BY Priority, MessageId;
ELSE
    SELECT TOP (@Limit)
        MessageId, Kind, CapturedBy, EventId, EventName, PersonKey, PersonId, Lane, OccurredAtRaw,
        OccurredAtZone, OccurredAt,
        CASE WHEN DATALENGTH(Captured) > 524288 OR DATALENGTH(Properties) > 524288 THEN NULL ELSE Captured END AS Captured,
        SentAs,
        CASE WHEN DATALENGTH(Captured) > 524288 OR DATALENGTH(Properties) > 524288 THEN NULL ELSE Properties END AS Properties,
        Priority, CreatedAt, Attempts, CAST(0 AS bit) AS IsDuplicate,
        CASE WHEN DATALENGTH(Captured) > 524288 OR DATALENGTH(Properties) > 524288
             THEN CAST(ISNULL(DATALENGTH(Captured), 0) + ISNULL(DATALENGTH(Properties), 0) AS bigint) END AS UnreadBytes
    FROM outbox.Message WITH (READPAST, READCOMMITTEDLOCK)
    WHERE Lane = 255 AND Status = 'pending' AND CapturedBy NOT IN (SELECT h.Part FROM outbox.Held AS h WHERE h.RetryAt > @Now)
    ORDER BY Priority, MessageId;
