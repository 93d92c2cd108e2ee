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
            WHEN CONVERT(nvarchar(4000), SESSION_CONTEXT(N'outbox_capture')) = N'off'
                THEN N'the session is switched off'
            WHEN EXISTS
            (
                SELECT 1
                FROM outbox.Capture WITH (NOLOCK)
                WHERE SchemaName = N'dbo' AND TableName = N'Orders' AND IsEnabled = 0
            )
                THEN N'the table is switched off'
        END,
        @Off_order_completed = CASE WHEN EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'order_completed' AND IsCaptured = 0) THEN 1 ELSE 0 END,
        @Off_order_reopened = CASE WHEN EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'order_reopened' AND IsCaptured = 0) THEN 1 ELSE 0 END,
        @Off_order_removed = CASE WHEN EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'order_removed' AND IsCaptured = 0) THEN 1 ELSE 0 END;
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

    -- Lane: a hash of the person's key, so that all rows of a person have one owner among the dispatchers. In upper case,
    -- because keys that differ by case alone may be one person's; of a guest, who has no key, the e-mail's.

    -- people.touched_by:dbo.Orders: each person once, before and after.
    IF @RowsHit = 1
        INSERT INTO outbox.Message
            (Kind, CapturedBy, PersonKey, Lane)
        SELECT
            'touch',
            N'touched_by:dbo.Orders',
            r.PersonKey,
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM
        (
            SELECT
                CONVERT(nvarchar(20), x.CustomerId) AS PersonKey
            FROM
            (
                SELECT CustomerId FROM inserted
                UNION ALL
                SELECT d.CustomerId FROM deleted AS d
                WHERE NOT EXISTS (SELECT 1 FROM inserted AS i WHERE i.CustomerId = d.CustomerId)
            ) AS x
        ) AS r
        WHERE r.PersonKey IS NOT NULL
        OPTION (LOOP JOIN);
    ELSE
        INSERT INTO outbox.Message
            (Kind, CapturedBy, PersonKey, Lane)
        SELECT
            'touch',
            N'touched_by:dbo.Orders',
            r.PersonKey,
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM
        (
            SELECT
                CONVERT(nvarchar(20), x.CustomerId) AS PersonKey
            FROM
            (
                SELECT CustomerId FROM inserted
                UNION
                SELECT CustomerId FROM deleted
            ) AS x
        ) AS r
        WHERE r.PersonKey IS NOT NULL;

    -- objects:store: each object once, before and after.
    IF @RowsHit = 1
        INSERT INTO outbox.Message
            (Kind, CapturedBy, PersonKey, Lane)
        SELECT
            'object',
            N'objects:store',
            r.PersonKey,
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM
        (
            SELECT
                CONVERT(nvarchar(20), x.StoreId) AS PersonKey
            FROM
            (
                SELECT StoreId FROM inserted
                UNION ALL
                SELECT d.StoreId FROM deleted AS d
                WHERE NOT EXISTS (SELECT 1 FROM inserted AS i WHERE i.StoreId = d.StoreId)
            ) AS x
        ) AS r
        WHERE r.PersonKey IS NOT NULL
        OPTION (LOOP JOIN);
    ELSE
        INSERT INTO outbox.Message
            (Kind, CapturedBy, PersonKey, Lane)
        SELECT
            'object',
            N'objects:store',
            r.PersonKey,
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM
        (
            SELECT
                CONVERT(nvarchar(20), x.StoreId) AS PersonKey
            FROM
            (
                SELECT StoreId FROM inserted
                UNION
                SELECT StoreId FROM deleted
            ) AS x
        ) AS r
        WHERE r.PersonKey IS NOT NULL;

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
                r.EventId,
                N'order_completed',
                r.PersonKey,
                ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(COALESCE(r.PersonKey, LTRIM(RTRIM(r.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                r.OccurredAtRaw,
                'UTC',
                r.Captured
            FROM
            (
                SELECT
                    N'order_completed:' + CONVERT(nvarchar(20), i.OrderId) AS EventId,
                    CONVERT(nvarchar(20), i.CustomerId) AS PersonKey,
                    i.GuestEmail AS GuestEmail,
                    CONVERT(nvarchar(27), i.CompletedAt, 121) AS OccurredAtRaw,
                    (
                        SELECT i.OrderId, i.CustomerId, i.GuestEmail, i.CompletedAt, i.Total, i.Currency, i.StoreId
                        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                    ) AS Captured
                FROM inserted AS i
                WHERE i.Status = N'Completed'
                  AND i.IsOnline = 1
                  AND i.Channel IN ('web', 'shop''s')
            ) AS r;
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
                    r.EventId,
                    N'order_completed',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(COALESCE(r.PersonKey, LTRIM(RTRIM(r.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                    r.OccurredAtRaw,
                    'UTC',
                    r.Captured
                FROM
                (
                    SELECT
                        N'order_completed:' + CONVERT(nvarchar(20), i.OrderId) AS EventId,
                        CONVERT(nvarchar(20), i.CustomerId) AS PersonKey,
                        i.GuestEmail AS GuestEmail,
                        CONVERT(nvarchar(27), i.CompletedAt, 121) AS OccurredAtRaw,
                        (
                            SELECT i.OrderId, i.CustomerId, i.GuestEmail, i.CompletedAt, i.Total, i.Currency, i.StoreId
                            FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    CROSS JOIN deleted AS d
                    WHERE i.Status = N'Completed'
                      AND (d.Status <> N'Completed' OR d.Status IS NULL)
                      AND i.IsOnline = 1
                      AND i.Channel IN ('web', 'shop''s')
                ) AS r;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAtRaw, OccurredAtZone, Captured)
                SELECT
                    'event',
                    N'order_completed',
                    r.EventId,
                    N'order_completed',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(COALESCE(r.PersonKey, LTRIM(RTRIM(r.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                    r.OccurredAtRaw,
                    'UTC',
                    r.Captured
                FROM
                (
                    SELECT
                        N'order_completed:' + CONVERT(nvarchar(20), i.OrderId) AS EventId,
                        CONVERT(nvarchar(20), i.CustomerId) AS PersonKey,
                        i.GuestEmail AS GuestEmail,
                        CONVERT(nvarchar(27), i.CompletedAt, 121) AS OccurredAtRaw,
                        (
                            SELECT i.OrderId, i.CustomerId, i.GuestEmail, i.CompletedAt, i.Total, i.Currency, i.StoreId
                            FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    INNER HASH JOIN deleted AS d ON d.OrderId = i.OrderId
                    WHERE i.Status = N'Completed'
                      AND (d.Status <> N'Completed' OR d.Status IS NULL)
                      AND i.IsOnline = 1
                      AND i.Channel IN ('web', 'shop''s')
                ) AS r
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
                    r.EventId,
                    N'order_reopened',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(COALESCE(r.PersonKey, LTRIM(RTRIM(r.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                    r.Captured
                FROM
                (
                    SELECT
                        N'order_reopened:'
                            + CONVERT(nvarchar(20), i.OrderId)
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), i.UpdatedAt), 121), 23), 11, 1, N'T'), N'%00') AS EventId,
                        CONVERT(nvarchar(20), i.CustomerId) AS PersonKey,
                        i.GuestEmail AS GuestEmail,
                        (
                            SELECT i.OrderId, i.UpdatedAt, i.CustomerId, i.GuestEmail
                            FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    CROSS JOIN deleted AS d
                    WHERE ((i.Status IN (N'Open', N'Held') AND d.Status IN (N'Completed', N'Held') AND EXISTS (SELECT CONVERT(varbinary(8000), i.Status) EXCEPT SELECT CONVERT(varbinary(8000), d.Status)))
                          OR (i.CompletedAt IS NULL AND d.CompletedAt IS NOT NULL))
                ) AS r;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, Captured)
                SELECT
                    'event',
                    N'order_reopened',
                    r.EventId,
                    N'order_reopened',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(COALESCE(r.PersonKey, LTRIM(RTRIM(r.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                    r.Captured
                FROM
                (
                    SELECT
                        N'order_reopened:'
                            + CONVERT(nvarchar(20), i.OrderId)
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), i.UpdatedAt), 121), 23), 11, 1, N'T'), N'%00') AS EventId,
                        CONVERT(nvarchar(20), i.CustomerId) AS PersonKey,
                        i.GuestEmail AS GuestEmail,
                        (
                            SELECT i.OrderId, i.UpdatedAt, i.CustomerId, i.GuestEmail
                            FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    INNER HASH JOIN deleted AS d ON d.OrderId = i.OrderId
                    WHERE ((i.Status IN (N'Open', N'Held') AND d.Status IN (N'Completed', N'Held') AND EXISTS (SELECT CONVERT(varbinary(8000), i.Status) EXCEPT SELECT CONVERT(varbinary(8000), d.Status)))
                          OR (i.CompletedAt IS NULL AND d.CompletedAt IS NOT NULL))
                ) AS r
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
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
                FROM
                (
                    SELECT
                        CONVERT(nvarchar(20), i.CustomerId) AS PersonKey
                    FROM inserted AS i
                    CROSS JOIN deleted AS d
                    WHERE i.CustomerId IS NOT NULL
                      AND d.CustomerId IS NULL
                      AND COALESCE(d.GuestEmail, i.GuestEmail) IS NOT NULL
                ) AS r
                WHERE r.PersonKey IS NOT NULL;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, PersonKey, Lane)
                SELECT
                    'touch',
                    N'people',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
                FROM
                (
                    SELECT
                        CONVERT(nvarchar(20), i.CustomerId) AS PersonKey
                    FROM inserted AS i
                    INNER HASH JOIN deleted AS d ON d.OrderId = i.OrderId
                    WHERE i.CustomerId IS NOT NULL
                      AND d.CustomerId IS NULL
                      AND COALESCE(d.GuestEmail, i.GuestEmail) IS NOT NULL
                ) AS r
                WHERE r.PersonKey IS NOT NULL
                OPTION (FORCE ORDER);

            IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, Lane, Captured)
                SELECT
                    'merge',
                    N'guests',
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(LTRIM(RTRIM(r.GuestEmail)) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
                    r.Captured
                FROM
                (
                    SELECT
                        COALESCE(d.GuestEmail, i.GuestEmail) AS GuestEmail,
                        (
                            SELECT COALESCE(d.GuestEmail, i.GuestEmail) AS guest_email, CONVERT(nvarchar(20), i.CustomerId) AS [into]
                            FOR JSON PATH, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    CROSS JOIN deleted AS d
                    WHERE i.CustomerId IS NOT NULL
                      AND d.CustomerId IS NULL
                      AND COALESCE(d.GuestEmail, i.GuestEmail) IS NOT NULL
                ) AS r;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, Lane, Captured)
                SELECT
                    'merge',
                    N'guests',
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(LTRIM(RTRIM(r.GuestEmail)) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
                    r.Captured
                FROM
                (
                    SELECT
                        COALESCE(d.GuestEmail, i.GuestEmail) AS GuestEmail,
                        (
                            SELECT COALESCE(d.GuestEmail, i.GuestEmail) AS guest_email, CONVERT(nvarchar(20), i.CustomerId) AS [into]
                            FOR JSON PATH, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    INNER HASH JOIN deleted AS d ON d.OrderId = i.OrderId
                    WHERE i.CustomerId IS NOT NULL
                      AND d.CustomerId IS NULL
                      AND COALESCE(d.GuestEmail, i.GuestEmail) IS NOT NULL
                ) AS r
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
                r.EventId,
                N'order_removed',
                r.PersonKey,
                ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(COALESCE(r.PersonKey, LTRIM(RTRIM(r.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                r.Captured
            FROM
            (
                SELECT
                    N'order_removed:' + CONVERT(nvarchar(20), d.OrderId) AS EventId,
                    CONVERT(nvarchar(20), d.CustomerId) AS PersonKey,
                    d.GuestEmail AS GuestEmail,
                    (
                        SELECT d.OrderId, d.CustomerId, d.GuestEmail
                        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                    ) AS Captured
                FROM deleted AS d
                WHERE d.Status IS NOT NULL
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
        VALUES (N'table:dbo.Orders', 'OBX432', @Error, @RowsHit);
    END TRY
    BEGIN CATCH
        -- Neither the row nor the fault can be written: the shop's write stands all the same, and outbox reconcile
        -- finds what is missing. Only where the transaction is doomed there is nothing left to save.
        IF XACT_STATE() <> 1
            THROW;
    END CATCH;
END CATCH;
