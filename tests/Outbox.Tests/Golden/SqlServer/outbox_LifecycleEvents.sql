/*
  Purpose     Captures what is written to dbo.LifecycleEvents, in the transaction that writes it. Made by
              outbox migrate from these parts of the mapping:
              feed:dbo.LifecycleEvents
  Caller      Every INSERT, UPDATE and DELETE, by ownership chaining: the writer needs no right to the outbox.
  Locks       It only INSERTs, into outbox.Message and outbox.Fault, rows that no other session waits for. It
              reads inserted, deleted and the outbox's switches, these without locks.
  On failure  The write goes through and outbox.Fault says what was not captured; an error that dooms the
              transaction goes on to the writer.
*/
CREATE OR ALTER TRIGGER dbo.outbox_LifecycleEvents
ON dbo.LifecycleEvents
AFTER INSERT
NOT FOR REPLICATION
AS
IF ROWCOUNT_BIG() = 0 RETURN;   -- first of all: any SET would reset it

-- What an insert beside a filtered index needs, whatever the shop's session has. All of it reverts at the end.
SET NOCOUNT ON;
SET ROWCOUNT 0;   -- a sequence is refused under it
SET ANSI_WARNINGS, ANSI_PADDING, ARITHABORT, CONCAT_NULL_YIELDS_NULL ON;
SET NUMERIC_ROUNDABORT OFF;
SET XACT_ABORT OFF;

-- Counted: under MERGE and in a cascade the row count is another statement's.
DECLARE @New bigint = (SELECT COUNT_BIG(*) FROM inserted);
DECLARE @RowsHit bigint = @New;
IF @RowsHit = 0 RETURN;

BEGIN TRY
    -- The switches, read once, at once and without locks: an operator's open transaction must not stop the shop.
    DECLARE @Switch nvarchar(60), @Off_feed_dbo_LifecycleEvents bit;
    SELECT
        @Switch = CASE
            WHEN CONVERT(nvarchar(4000), SESSION_CONTEXT(N'outbox_capture')) = N'off'
                THEN N'the session is switched off'
            WHEN EXISTS
            (
                SELECT 1
                FROM outbox.Capture WITH (NOLOCK)
                WHERE SchemaName = N'dbo' AND TableName = N'LifecycleEvents' AND IsEnabled = 0
            )
                THEN N'the table is switched off'
        END,
        @Off_feed_dbo_LifecycleEvents = CASE WHEN EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'feed:dbo.LifecycleEvents' AND IsCaptured = 0) THEN 1 ELSE 0 END;
    IF @Switch IS NOT NULL
    BEGIN
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:dbo.LifecycleEvents', 'OBX430', @Switch, @RowsHit);
        RETURN;
    END;

    -- More than a transaction of the shop should wait for. outbox reconcile finds what it missed.
    IF @RowsHit > 100000
    BEGIN
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:dbo.LifecycleEvents', 'OBX431', N'more than 100000 rows in a statement', @RowsHit);
        RETURN;
    END;

    -- Lane: a hash of the person's key, so that all rows of a person have one owner among the dispatchers. In upper case,
    -- because keys that differ by case alone may be one person's; of a guest, who has no key, the e-mail's.

    -- feed:dbo.LifecycleEvents
    IF @Off_feed_dbo_LifecycleEvents = 1
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'feed:dbo.LifecycleEvents', 'OBX430', N'the event type is switched off', @New);
    ELSE
        INSERT INTO outbox.Message
            (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAtRaw, OccurredAtZone, Captured)
        SELECT
            'event',
            N'feed:dbo.LifecycleEvents',
            r.EventId,
            r.EventName,
            r.PersonKey,
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
            r.OccurredAtRaw,
            'America/New_York',
            r.Captured
        FROM
        (
            SELECT
                ISNULL(i.event_name, N'%00') + N':'
                    + REPLACE(REPLACE(RTRIM(i.event_id) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A') AS EventId,
                i.event_name AS EventName,
                CONVERT(nvarchar(20), i.customer_id) AS PersonKey,
                CONVERT(nvarchar(27), i.timestamp, 121) AS OccurredAtRaw,
                (
                    SELECT i.event_id, i.customer_id, i.timestamp, i.properties
                    FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                ) AS Captured
            FROM inserted AS i
        ) AS r;
END TRY
BEGIN CATCH
    -- A doomed transaction takes no row, and an error kept quiet would only come back at the COMMIT.
    IF XACT_STATE() <> 1
        THROW;

    -- Not ERROR_MESSAGE(): it can hold a person's data.
    DECLARE @Error nvarchar(60) = N'error ' + CONVERT(nvarchar(11), ERROR_NUMBER()) + N' in line ' + CONVERT(nvarchar(11), ERROR_LINE());
    BEGIN TRY
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:dbo.LifecycleEvents', 'OBX432', @Error, @RowsHit);
    END TRY
    BEGIN CATCH
        -- Neither the row nor the fault can be written: the shop's write stands all the same, and outbox reconcile
        -- finds what is missing. Only where the transaction is doomed there is nothing left to save.
        IF XACT_STATE() <> 1
            THROW;
    END CATCH;
END CATCH;
