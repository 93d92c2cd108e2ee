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
            WHEN TRY_CONVERT(nvarchar(20), SESSION_CONTEXT(N'outbox_capture')) = N'off'
                THEN N'the session is switched off'
            WHEN EXISTS
            (
                SELECT 1
                FROM outbox.Capture WITH (NOLOCK)
                WHERE SchemaName = N'dbo' AND TableName = N'LifecycleEvents' AND IsEnabled = 0
            )
                THEN N'the table is switched off'
        END,
        @Off_feed_dbo_LifecycleEvents = IIF(EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'feed:dbo.LifecycleEvents' AND IsCaptured = 0), 1, 0);
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
            ISNULL(i.event_name, N'%00') + N':'
                + REPLACE(REPLACE(RTRIM(i.event_id) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'),
            i.event_name,
            CONVERT(nvarchar(20), i.customer_id),
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', CONVERT(nvarchar(20), i.customer_id)), 1, 1)) & 15, 255),
            CONVERT(nvarchar(27), i.timestamp, 121),
            'America/New_York',
            (
                SELECT i.event_id, i.customer_id, i.timestamp, i.properties
                FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
            )
        FROM inserted AS i;
END TRY
BEGIN CATCH
    -- A doomed transaction takes no row, and an error kept quiet would only come back at the COMMIT.
    IF XACT_STATE() <> 1
        THROW;

    -- Not ERROR_MESSAGE(): it can hold a person's data.
    INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
    VALUES (N'table:dbo.LifecycleEvents', 'OBX432', CONCAT(N'error ', ERROR_NUMBER(), N' in line ', ERROR_LINE()), @RowsHit);
END CATCH;
