/*
  Purpose     Captures what is written to dbo.Orders, in the transaction that writes it. Made by
              outbox migrate from these parts of the mapping:
              people.touched_by:dbo.Orders
              events.order_completed
              events.order_reopened
              events.order_removed
              people.guests
              objects:store
  Caller      Every INSERT, UPDATE and DELETE, by ownership chaining: the writer needs no right to the outbox.
  Locks       It only INSERTs, into outbox.Message and outbox.Fault, rows that no other session waits for. It
              reads inserted, deleted and the outbox's switches, these without locks.
  On failure  The write goes through and outbox.Fault says what was not captured; an error that dooms the
              transaction goes on to the writer.
*/
CREATE OR ALTER TRIGGER dbo.outbox_Orders
ON dbo.Orders
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
    DECLARE @Switch nvarchar(60), @Off_order_completed bit, @Off_order_reopened bit, @Off_order_removed bit;
    SELECT
        @Switch = CASE
            WHEN TRY_CONVERT(nvarchar(20), SESSION_CONTEXT(N'outbox_capture')) = N'off'
                THEN N'the session is switched off'
            WHEN EXISTS
            (
                SELECT 1
                FROM outbox.Capture WITH (NOLOCK)
                WHERE SchemaName = N'dbo' AND TableName = N'Orders' AND IsEnabled = 0
            )
                THEN N'the table is switched off'
        END,
        @Off_order_completed = IIF(EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'order_completed' AND IsCaptured = 0), 1, 0),
        @Off_order_reopened = IIF(EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'order_reopened' AND IsCaptured = 0), 1, 0),
        @Off_order_removed = IIF(EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'order_removed' AND IsCaptured = 0), 1, 0);
    IF @Switch IS NOT NULL
    BEGIN
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:dbo.Orders', 'OBX430', @Switch, @RowsHit);
        RETURN;
    END;

    -- More than a transaction of the shop should wait for. outbox reconcile finds what it missed.
    IF @RowsHit > 100000
    BEGIN
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:dbo.Orders', 'OBX431', N'more than 100000 rows in a statement', @RowsHit);
        RETURN;
    END;

    -- people.touched_by:dbo.Orders: each person once, before and after.
    INSERT INTO outbox.Message
        (Kind, CapturedBy, PersonKey, Lane)
    SELECT
        'touch',
        N'touched_by:dbo.Orders',
        CONVERT(nvarchar(20), x.CustomerId),
        ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', CONVERT(nvarchar(20), x.CustomerId)), 1, 1)) & 15, 255)
    FROM
    (
        SELECT CustomerId FROM inserted
        UNION
        SELECT CustomerId FROM deleted
    ) AS x
    WHERE x.CustomerId IS NOT NULL;

    -- objects:store: each object once, before and after.
    INSERT INTO outbox.Message
        (Kind, CapturedBy, PersonKey, Lane)
    SELECT
        'object',
        N'objects:store',
        CONVERT(nvarchar(20), x.StoreId),
        ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', CONVERT(nvarchar(20), x.StoreId)), 1, 1)) & 15, 255)
    FROM
    (
        SELECT StoreId FROM inserted
        UNION
        SELECT StoreId FROM deleted
    ) AS x
    WHERE x.StoreId IS NOT NULL;

    IF @Old = 0   -- INSERT
    BEGIN
        -- events.order_completed
        IF @Off_order_completed = 1
            INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
            VALUES (N'order_completed', 'OBX430', N'the event type is switched off', @New);
        ELSE
            INSERT INTO outbox.Message
                (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAtRaw, OccurredAtZone, Captured)
            SELECT
                'event',
                N'order_completed',
                N'order_completed:' + CONVERT(nvarchar(20), i.OrderId),
                N'order_completed',
                CONVERT(nvarchar(20), i.CustomerId),
                ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                    UPPER(COALESCE(CONVERT(nvarchar(20), i.CustomerId), LTRIM(RTRIM(i.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                CONVERT(nvarchar(27), i.CompletedAt, 121),
                'UTC',
                (
                    SELECT i.OrderId, i.CustomerId, i.GuestEmail, i.CompletedAt, i.Total, i.Currency, i.StoreId
                    FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                )
            FROM inserted AS i
            WHERE i.Status = N'Completed'
              AND i.IsOnline = 1
              AND i.Channel IN ('web', 'shop''s');
    END
    ELSE IF @New > 0 AND @Old > 0   -- UPDATE
    BEGIN
        -- One row is paired with itself below, whatever became of its key. Of several, those whose key stayed are paired.
        IF @New > 1 AND UPDATE(OrderId)
            INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
            SELECT N'table:dbo.Orders', 'OBX433', N'keys changed: rows before and after cannot be paired', x.Moved
            FROM
            (
                SELECT COUNT_BIG(*) AS Moved
                FROM
                (
                    SELECT OrderId
                    FROM
                    (
                        SELECT OrderId, 1 AS IsNew FROM inserted
                        UNION ALL
                        SELECT OrderId, 0 AS IsNew FROM deleted
                    ) AS u
                    GROUP BY OrderId
                    HAVING MIN(IsNew) = 1
                ) AS k
            ) AS x
            WHERE x.Moved > 0;

        -- events.order_completed
        IF UPDATE(Status)
        BEGIN
            IF @Off_order_completed = 1
                INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
                VALUES (N'order_completed', 'OBX430', N'the event type is switched off', @New);
            ELSE IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAtRaw, OccurredAtZone, Captured)
                SELECT
                    'event',
                    N'order_completed',
                    N'order_completed:' + CONVERT(nvarchar(20), i.OrderId),
                    N'order_completed',
                    CONVERT(nvarchar(20), i.CustomerId),
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                        UPPER(COALESCE(CONVERT(nvarchar(20), i.CustomerId), LTRIM(RTRIM(i.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                    CONVERT(nvarchar(27), i.CompletedAt, 121),
                    'UTC',
                    (
                        SELECT i.OrderId, i.CustomerId, i.GuestEmail, i.CompletedAt, i.Total, i.Currency, i.StoreId
                        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                    )
                FROM inserted AS i
                CROSS JOIN deleted AS d
                WHERE i.Status = N'Completed'
                  AND (d.Status <> N'Completed' OR d.Status IS NULL)
                  AND i.IsOnline = 1
                  AND i.Channel IN ('web', 'shop''s');
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAtRaw, OccurredAtZone, Captured)
                SELECT
                    'event',
                    N'order_completed',
                    N'order_completed:' + CONVERT(nvarchar(20), i.OrderId),
                    N'order_completed',
                    CONVERT(nvarchar(20), i.CustomerId),
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                        UPPER(COALESCE(CONVERT(nvarchar(20), i.CustomerId), LTRIM(RTRIM(i.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                    CONVERT(nvarchar(27), i.CompletedAt, 121),
                    'UTC',
                    (
                        SELECT i.OrderId, i.CustomerId, i.GuestEmail, i.CompletedAt, i.Total, i.Currency, i.StoreId
                        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                    )
                FROM inserted AS i
                INNER HASH JOIN deleted AS d ON d.OrderId = i.OrderId
                WHERE i.Status = N'Completed'
                  AND (d.Status <> N'Completed' OR d.Status IS NULL)
                  AND i.IsOnline = 1
                  AND i.Channel IN ('web', 'shop''s')
                OPTION (FORCE ORDER);
        END;

        -- events.order_reopened
        IF UPDATE(Status) OR UPDATE(CompletedAt)
        BEGIN
            IF @Off_order_reopened = 1
                INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
                VALUES (N'order_reopened', 'OBX430', N'the event type is switched off', @New);
            ELSE IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, Captured)
                SELECT
                    'event',
                    N'order_reopened',
                    N'order_reopened:'
                        + CONVERT(nvarchar(20), i.OrderId)
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.UpdatedAt, 121), 23), 11, 1, N'T'), N'%00'),
                    N'order_reopened',
                    CONVERT(nvarchar(20), i.CustomerId),
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                        UPPER(COALESCE(CONVERT(nvarchar(20), i.CustomerId), LTRIM(RTRIM(i.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                    (
                        SELECT i.OrderId, i.UpdatedAt, i.CustomerId, i.GuestEmail
                        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                    )
                FROM inserted AS i
                CROSS JOIN deleted AS d
                WHERE ((i.Status IN (N'Open', N'Held') AND d.Status IN (N'Completed', N'Held') AND EXISTS (SELECT CONVERT(varbinary(8000), i.Status) EXCEPT SELECT CONVERT(varbinary(8000), d.Status)))
                      OR (i.CompletedAt IS NULL AND d.CompletedAt IS NOT NULL));
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, Captured)
                SELECT
                    'event',
                    N'order_reopened',
                    N'order_reopened:'
                        + CONVERT(nvarchar(20), i.OrderId)
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.UpdatedAt, 121), 23), 11, 1, N'T'), N'%00'),
                    N'order_reopened',
                    CONVERT(nvarchar(20), i.CustomerId),
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                        UPPER(COALESCE(CONVERT(nvarchar(20), i.CustomerId), LTRIM(RTRIM(i.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                    (
                        SELECT i.OrderId, i.UpdatedAt, i.CustomerId, i.GuestEmail
                        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                    )
                FROM inserted AS i
                INNER HASH JOIN deleted AS d ON d.OrderId = i.OrderId
                WHERE ((i.Status IN (N'Open', N'Held') AND d.Status IN (N'Completed', N'Held') AND EXISTS (SELECT CONVERT(varbinary(8000), i.Status) EXCEPT SELECT CONVERT(varbinary(8000), d.Status)))
                      OR (i.CompletedAt IS NULL AND d.CompletedAt IS NOT NULL))
                OPTION (FORCE ORDER);
        END;

        -- people.guests: a guest who has an account by now.
        IF UPDATE(CustomerId)
        BEGIN
            IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, PersonKey, Lane)
                SELECT
                    'touch',
                    N'people',
                    CONVERT(nvarchar(20), i.CustomerId),
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', CONVERT(nvarchar(20), i.CustomerId)), 1, 1)) & 15, 255)
                FROM inserted AS i
                CROSS JOIN deleted AS d
                WHERE i.CustomerId IS NOT NULL
                  AND d.CustomerId IS NULL
                  AND COALESCE(d.GuestEmail, i.GuestEmail) IS NOT NULL;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, PersonKey, Lane)
                SELECT
                    'touch',
                    N'people',
                    CONVERT(nvarchar(20), i.CustomerId),
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', CONVERT(nvarchar(20), i.CustomerId)), 1, 1)) & 15, 255)
                FROM inserted AS i
                INNER HASH JOIN deleted AS d ON d.OrderId = i.OrderId
                WHERE i.CustomerId IS NOT NULL
                  AND d.CustomerId IS NULL
                  AND COALESCE(d.GuestEmail, i.GuestEmail) IS NOT NULL
                OPTION (FORCE ORDER);

            IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, Lane, Captured)
                SELECT
                    'merge',
                    N'guests',
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                        UPPER(LTRIM(RTRIM(COALESCE(d.GuestEmail, i.GuestEmail))) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
                    (
                        SELECT COALESCE(d.GuestEmail, i.GuestEmail) AS guest_email, CONVERT(nvarchar(20), i.CustomerId) AS [into]
                        FOR JSON PATH, WITHOUT_ARRAY_WRAPPER
                    )
                FROM inserted AS i
                CROSS JOIN deleted AS d
                WHERE i.CustomerId IS NOT NULL
                  AND d.CustomerId IS NULL
                  AND COALESCE(d.GuestEmail, i.GuestEmail) IS NOT NULL;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, Lane, Captured)
                SELECT
                    'merge',
                    N'guests',
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                        UPPER(LTRIM(RTRIM(COALESCE(d.GuestEmail, i.GuestEmail))) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
                    (
                        SELECT COALESCE(d.GuestEmail, i.GuestEmail) AS guest_email, CONVERT(nvarchar(20), i.CustomerId) AS [into]
                        FOR JSON PATH, WITHOUT_ARRAY_WRAPPER
                    )
                FROM inserted AS i
                INNER HASH JOIN deleted AS d ON d.OrderId = i.OrderId
                WHERE i.CustomerId IS NOT NULL
                  AND d.CustomerId IS NULL
                  AND COALESCE(d.GuestEmail, i.GuestEmail) IS NOT NULL
                OPTION (FORCE ORDER);
        END;
    END
    ELSE IF @New = 0   -- DELETE
    BEGIN
        -- events.order_removed
        IF @Off_order_removed = 1
            INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
            VALUES (N'order_removed', 'OBX430', N'the event type is switched off', @Old);
        ELSE
            INSERT INTO outbox.Message
                (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, Captured)
            SELECT
                'event',
                N'order_removed',
                N'order_removed:' + CONVERT(nvarchar(20), d.OrderId),
                N'order_removed',
                CONVERT(nvarchar(20), d.CustomerId),
                ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                    UPPER(COALESCE(CONVERT(nvarchar(20), d.CustomerId), LTRIM(RTRIM(d.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                (
                    SELECT d.OrderId, d.CustomerId, d.GuestEmail
                    FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                )
            FROM deleted AS d
            WHERE d.Status IS NOT NULL;
    END;
END TRY
BEGIN CATCH
    -- A doomed transaction takes no row, and an error kept quiet would only come back at the COMMIT.
    IF XACT_STATE() <> 1
        THROW;

    -- Not ERROR_MESSAGE(): it can hold a person's data.
    INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
    VALUES (N'table:dbo.Orders', 'OBX432', CONCAT(N'error ', ERROR_NUMBER(), N' in line ', ERROR_LINE()), @RowsHit);
END CATCH;
