/*
  Purpose     Captures what is written to dbo.Customers, in the transaction that writes it. Made by
              outbox migrate from these parts of the mapping:
              people
              events.email_changed
  Caller      Every INSERT, UPDATE and DELETE, by ownership chaining: the writer needs no right to the outbox.
  Locks       It only INSERTs, into outbox.Message and outbox.Fault, rows that no other session waits for. It
              reads inserted, deleted and the outbox's switches, these without locks.
  On failure  The write goes through and outbox.Fault says what was not captured; an error that dooms the
              transaction goes on to the writer.
*/
CREATE OR ALTER TRIGGER dbo.outbox_Customers
ON dbo.Customers
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
    -- An UPDATE that names none of these changes nothing of what is captured.
    IF @New > 0 AND @Old > 0
       AND NOT (UPDATE(CustomerId) OR UPDATE(Email) OR UPDATE(Phone) OR UPDATE(Country) OR UPDATE(Tier) OR UPDATE(IsTest) OR UPDATE(DeletedAt))
        RETURN;

    -- The switches, read once, at once and without locks: an operator's open transaction must not stop the shop.
    DECLARE @Switch nvarchar(60), @Off_email_changed bit;
    SELECT
        @Switch = CASE
            WHEN CONVERT(nvarchar(4000), SESSION_CONTEXT(N'outbox_capture')) = N'off'
                THEN N'the session is switched off'
            WHEN EXISTS
            (
                SELECT 1
                FROM outbox.Capture WITH (NOLOCK)
                WHERE SchemaName = N'dbo' AND TableName = N'Customers' AND IsEnabled = 0
            )
                THEN N'the table is switched off'
        END,
        @Off_email_changed = CASE WHEN EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'email_changed' AND IsCaptured = 0) THEN 1 ELSE 0 END;
    IF @Switch IS NOT NULL
    BEGIN
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:dbo.Customers', 'OBX430', @Switch, @RowsHit);
        RETURN;
    END;

    -- More than a transaction of the shop should wait for. outbox reconcile finds what it missed.
    IF @RowsHit > 100000
    BEGIN
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:dbo.Customers', 'OBX431', N'more than 100000 rows in a statement', @RowsHit);
        RETURN;
    END;

    -- Lane: a hash of the person's key, so that all rows of a person have one owner among the dispatchers. In upper case,
    -- because keys that differ by case alone may be one person's; of a guest, who has no key, the e-mail's.

    -- people
    IF @Old = 0
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
        ) AS r
        WHERE r.PersonKey IS NOT NULL;
    ELSE IF @New = 1
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
            WHERE EXISTS
              (
                  SELECT i.CustomerId, CONVERT(varbinary(8000), i.Email), CONVERT(varbinary(8000), i.Phone),
                         CONVERT(varbinary(8000), i.Country), CONVERT(varbinary(8000), i.Tier), i.IsTest, i.DeletedAt
                  EXCEPT
                  SELECT d.CustomerId, CONVERT(varbinary(8000), d.Email), CONVERT(varbinary(8000), d.Phone),
                         CONVERT(varbinary(8000), d.Country), CONVERT(varbinary(8000), d.Tier), d.IsTest, d.DeletedAt
              )
        ) AS r
        WHERE r.PersonKey IS NOT NULL;
    ELSE IF @New > 1
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
            LEFT HASH JOIN deleted AS d ON d.CustomerId = i.CustomerId
            WHERE EXISTS
              (
                  SELECT i.CustomerId, CONVERT(varbinary(8000), i.Email), CONVERT(varbinary(8000), i.Phone),
                         CONVERT(varbinary(8000), i.Country), CONVERT(varbinary(8000), i.Tier), i.IsTest, i.DeletedAt
                  EXCEPT
                  SELECT d.CustomerId, CONVERT(varbinary(8000), d.Email), CONVERT(varbinary(8000), d.Phone),
                         CONVERT(varbinary(8000), d.Country), CONVERT(varbinary(8000), d.Tier), d.IsTest, d.DeletedAt
              )
        ) AS r
        WHERE r.PersonKey IS NOT NULL
        OPTION (FORCE ORDER);

    IF @Old = 0   -- INSERT
    BEGIN
        -- people.deleted
        INSERT INTO outbox.Message
            (Kind, CapturedBy, PersonKey, Lane)
        SELECT
            'suppress',
            N'people',
            r.PersonKey,
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM
        (
            SELECT
                CONVERT(nvarchar(20), i.CustomerId) AS PersonKey
            FROM inserted AS i
            WHERE i.DeletedAt IS NOT NULL
        ) AS r
        WHERE r.PersonKey IS NOT NULL;
    END
    ELSE IF @New > 0 AND @Old > 0   -- UPDATE
    BEGIN
        -- events.email_changed
        IF UPDATE(Email) OR UPDATE(Phone)
        BEGIN
            IF @Off_email_changed = 1
                INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
                VALUES (N'email_changed', 'OBX430', N'the event type is switched off', @New);
            ELSE IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, Captured)
                SELECT
                    'event',
                    N'email_changed',
                    r.EventId,
                    N'email_changed',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
                    r.Captured
                FROM
                (
                    SELECT
                        N'email_changed:'
                            + CONVERT(nvarchar(20), i.CustomerId)
                            + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.Email) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00') AS EventId,
                        CONVERT(nvarchar(20), i.CustomerId) AS PersonKey,
                        (
                            SELECT i.CustomerId, i.Email, d.Email AS [before:Email]
                            FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    CROSS JOIN deleted AS d
                    WHERE EXISTS
                      (
                          SELECT CONVERT(varbinary(8000), i.Email), CONVERT(varbinary(8000), i.Phone)
                          EXCEPT
                          SELECT CONVERT(varbinary(8000), d.Email), CONVERT(varbinary(8000), d.Phone)
                      )
                      AND i.Email IS NOT NULL
                      AND d.Email IS NOT NULL
                      AND EXISTS (SELECT CONVERT(varbinary(8000), i.Email) EXCEPT SELECT CONVERT(varbinary(8000), d.Email))
                ) AS r;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, Captured)
                SELECT
                    'event',
                    N'email_changed',
                    r.EventId,
                    N'email_changed',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
                    r.Captured
                FROM
                (
                    SELECT
                        N'email_changed:'
                            + CONVERT(nvarchar(20), i.CustomerId)
                            + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.Email) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00') AS EventId,
                        CONVERT(nvarchar(20), i.CustomerId) AS PersonKey,
                        (
                            SELECT i.CustomerId, i.Email, d.Email AS [before:Email]
                            FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    INNER HASH JOIN deleted AS d ON d.CustomerId = i.CustomerId
                    WHERE EXISTS
                      (
                          SELECT CONVERT(varbinary(8000), i.Email), CONVERT(varbinary(8000), i.Phone)
                          EXCEPT
                          SELECT CONVERT(varbinary(8000), d.Email), CONVERT(varbinary(8000), d.Phone)
                      )
                      AND i.Email IS NOT NULL
                      AND d.Email IS NOT NULL
                      AND EXISTS (SELECT CONVERT(varbinary(8000), i.Email) EXCEPT SELECT CONVERT(varbinary(8000), d.Email))
                ) AS r
                OPTION (FORCE ORDER);
        END;

        -- people.deleted
        IF UPDATE(DeletedAt)
        BEGIN
            IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, PersonKey, Lane)
                SELECT
                    'suppress',
                    N'people',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
                FROM
                (
                    SELECT
                        CONVERT(nvarchar(20), i.CustomerId) AS PersonKey
                    FROM inserted AS i
                    CROSS JOIN deleted AS d
                    WHERE i.DeletedAt IS NOT NULL
                      AND d.DeletedAt IS NULL
                ) AS r
                WHERE r.PersonKey IS NOT NULL;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, PersonKey, Lane)
                SELECT
                    'suppress',
                    N'people',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
                FROM
                (
                    SELECT
                        CONVERT(nvarchar(20), i.CustomerId) AS PersonKey
                    FROM inserted AS i
                    INNER HASH JOIN deleted AS d ON d.CustomerId = i.CustomerId
                    WHERE i.DeletedAt IS NOT NULL
                      AND d.DeletedAt IS NULL
                ) AS r
                WHERE r.PersonKey IS NOT NULL
                OPTION (FORCE ORDER);
        END;

        -- people.deleted, taken back
        IF UPDATE(DeletedAt)
        BEGIN
            IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, PersonKey, Lane)
                SELECT
                    'restore',
                    N'people',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
                FROM
                (
                    SELECT
                        CONVERT(nvarchar(20), i.CustomerId) AS PersonKey
                    FROM inserted AS i
                    CROSS JOIN deleted AS d
                    WHERE d.DeletedAt IS NOT NULL
                      AND i.DeletedAt IS NULL
                ) AS r
                WHERE r.PersonKey IS NOT NULL;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, PersonKey, Lane)
                SELECT
                    'restore',
                    N'people',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
                FROM
                (
                    SELECT
                        CONVERT(nvarchar(20), i.CustomerId) AS PersonKey
                    FROM inserted AS i
                    INNER HASH JOIN deleted AS d ON d.CustomerId = i.CustomerId
                    WHERE d.DeletedAt IS NOT NULL
                      AND i.DeletedAt IS NULL
                ) AS r
                WHERE r.PersonKey IS NOT NULL
                OPTION (FORCE ORDER);
        END;
    END
    ELSE IF @New = 0   -- DELETE
    BEGIN
        -- people.deleted
        INSERT INTO outbox.Message
            (Kind, CapturedBy, PersonKey, Lane)
        SELECT
            'suppress',
            N'people',
            r.PersonKey,
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM
        (
            SELECT
                CONVERT(nvarchar(20), d.CustomerId) AS PersonKey
            FROM deleted AS d
        ) AS r
        WHERE r.PersonKey IS NOT NULL;
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
        VALUES (N'table:dbo.Customers', 'OBX432', @Error, @RowsHit);
    END TRY
    BEGIN CATCH
        -- Neither the row nor the fault can be written: the shop's write stands all the same, and outbox reconcile
        -- finds what is missing. Only where the transaction is doomed there is nothing left to save.
        IF XACT_STATE() <> 1
            THROW;
    END CATCH;
END CATCH;
