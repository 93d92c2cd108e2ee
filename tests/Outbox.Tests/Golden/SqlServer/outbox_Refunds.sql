/*
  Purpose     Captures what is written to dbo.Refunds, in the transaction that writes it. Made by
              outbox migrate from these parts of the mapping:
              people.touched_by:dbo.Refunds
              events.refund_issued
  Caller      Every INSERT, UPDATE and DELETE, by ownership chaining: the writer needs no right to the outbox.
  Locks       It only INSERTs, into outbox.Message and outbox.Fault, rows that no other session waits for. It
              reads inserted, deleted and the outbox's switches, these without locks.
  On failure  The write goes through and outbox.Fault says what was not captured; an error that dooms the
              transaction goes on to the writer.
*/
CREATE OR ALTER TRIGGER dbo.outbox_Refunds
ON dbo.Refunds
AFTER INSERT, UPDATE, DELETE
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
DECLARE @New bigint, @Old bigint;
SELECT @New = (SELECT COUNT_BIG(*) FROM inserted), @Old = (SELECT COUNT_BIG(*) FROM deleted);
DECLARE @RowsHit bigint = CASE WHEN @New > @Old THEN @New ELSE @Old END;
IF @RowsHit = 0 RETURN;

BEGIN TRY
    -- The switches, read once, at once and without locks: an operator's open transaction must not stop the shop.
    DECLARE @Switch nvarchar(60), @Off_refund_issued bit;
    SELECT
        @Switch = CASE
            WHEN CONVERT(nvarchar(4000), SESSION_CONTEXT(N'outbox_capture')) = N'off'
                THEN N'the session is switched off'
            WHEN EXISTS
            (
                SELECT 1
                FROM outbox.Capture WITH (NOLOCK)
                WHERE SchemaName = N'dbo' AND TableName = N'Refunds' AND IsEnabled = 0
            )
                THEN N'the table is switched off'
        END,
        @Off_refund_issued = CASE WHEN EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'refund_issued' AND IsCaptured = 0) THEN 1 ELSE 0 END;
    IF @Switch IS NOT NULL
    BEGIN
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:dbo.Refunds', 'OBX430', @Switch, @RowsHit);
        RETURN;
    END;

    -- More than a transaction of the shop should wait for. outbox reconcile finds what it missed.
    IF @RowsHit > 100000
    BEGIN
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:dbo.Refunds', 'OBX431', N'more than 100000 rows in a statement', @RowsHit);
        RETURN;
    END;

    -- people.touched_by:dbo.Refunds: each person once, before and after.
    IF @RowsHit = 1
        INSERT INTO outbox.Message
            (Kind, CapturedBy, Lane, Captured)
        SELECT
            'touch',
            N'touched_by:dbo.Refunds',
            255,
            r.Captured
        FROM
        (
            SELECT
                (
                    SELECT x.OrderId
                    FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                ) AS Captured
            FROM
            (
                SELECT OrderId FROM inserted
                UNION ALL
                SELECT d.OrderId FROM deleted AS d
                WHERE NOT EXISTS (SELECT 1 FROM inserted AS i WHERE i.OrderId = d.OrderId)
            ) AS x
            WHERE x.OrderId IS NOT NULL
        ) AS r
        OPTION (LOOP JOIN);
    ELSE
        INSERT INTO outbox.Message
            (Kind, CapturedBy, Lane, Captured)
        SELECT
            'touch',
            N'touched_by:dbo.Refunds',
            255,
            r.Captured
        FROM
        (
            SELECT
                (
                    SELECT x.OrderId
                    FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                ) AS Captured
            FROM
            (
                SELECT OrderId FROM inserted
                UNION
                SELECT OrderId FROM deleted
            ) AS x
            WHERE x.OrderId IS NOT NULL
        ) AS r;

    IF @Old = 0   -- INSERT
    BEGIN
        -- events.refund_issued
        IF @Off_refund_issued = 1
            INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
            VALUES (N'refund_issued', 'OBX430', N'the event type is switched off', @New);
        ELSE
            INSERT INTO outbox.Message
                (Kind, CapturedBy, EventId, EventName, Lane, Captured)
            SELECT
                'event',
                N'refund_issued',
                r.EventId,
                N'refund_issued',
                255,
                r.Captured
            FROM
            (
                SELECT
                    N'refund_issued:'
                        + LOWER(CONVERT(nvarchar(36), i.RefundKey))
                        + N':' + ISNULL(CONVERT(nvarchar(10), i.IssuedOn, 23), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), SWITCHOFFSET(i.IssuedAt, '+00:00')), 121), 23), 11, 1, N'T'), N'%00') AS EventId,
                    (
                        SELECT i.RefundKey, i.IssuedOn, i.IssuedAt, i.OrderId
                        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                    ) AS Captured
                FROM inserted AS i
            ) AS r;
    END;
END TRY
BEGIN CATCH
    -- A doomed transaction takes no row, and an error kept quiet would only come back at the COMMIT.
    IF XACT_STATE() <> 1
        THROW;

    -- Not ERROR_MESSAGE(): it can hold a person's data.
    DECLARE @Error nvarchar(60) = N'error ' + CONVERT(nvarchar(11), ERROR_NUMBER()) + N' in line ' + CONVERT(nvarchar(11), ERROR_LINE());
    BEGIN TRY
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:dbo.Refunds', 'OBX432', @Error, @RowsHit);
    END TRY
    BEGIN CATCH
        -- Neither the row nor the fault can be written: the shop's write stands all the same, and outbox reconcile
        -- finds what is missing. Only where the transaction is doomed there is nothing left to save.
        IF XACT_STATE() <> 1
            THROW;
    END CATCH;
END CATCH;
