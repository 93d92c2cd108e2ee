/*
  Purpose     Captures what is written to sales.Members, in the transaction that writes it. Made by
              outbox migrate from these parts of the mapping:
              people
              events.member_levelled
  Caller      Every INSERT, UPDATE and DELETE, by ownership chaining: the writer needs no right to the outbox.
  Locks       It only INSERTs, into outbox.Message and outbox.Fault, rows that no other session waits for. It
              reads inserted, deleted and the outbox's switches, these without locks.
  On failure  The write goes through and outbox.Fault says what was not captured; an error that dooms the
              transaction goes on to the writer.
*/
CREATE OR ALTER TRIGGER sales.outbox_Members
ON sales.Members
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
    DECLARE @Switch nvarchar(60), @Off_member_levelled bit;
    SELECT
        @Switch = CASE
            WHEN CONVERT(nvarchar(4000), SESSION_CONTEXT(N'outbox_capture')) = N'off'
                THEN N'the session is switched off'
            WHEN EXISTS
            (
                SELECT 1
                FROM outbox.Capture WITH (NOLOCK)
                WHERE SchemaName = N'sales' AND TableName = N'Members' AND IsEnabled = 0
            )
                THEN N'the table is switched off'
        END,
        @Off_member_levelled = CASE WHEN EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'member_levelled' AND IsCaptured = 0) THEN 1 ELSE 0 END;
    IF @Switch IS NOT NULL
    BEGIN
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:sales.Members', 'OBX430', @Switch, @RowsHit);
        RETURN;
    END;

    -- More than a transaction of the shop should wait for. outbox reconcile finds what it missed.
    IF @RowsHit > 100000
    BEGIN
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:sales.Members', 'OBX431', N'more than 100000 rows in a statement', @RowsHit);
        RETURN;
    END;

    -- A key that is longer than the outbox keeps names nobody: cut, it could be another person's.
    DECLARE @TooLong bigint = CASE WHEN @New > 0 THEN (SELECT COUNT_BIG(*) FROM inserted WHERE LEN(Code) > 400) ELSE (SELECT COUNT_BIG(*) FROM deleted WHERE LEN(Code) > 400) END;
    IF @TooLong > 0
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:sales.Members', 'OBX434', N'a key of more than 400 characters', @TooLong);

    -- Lane: a hash of the person's key, so that all rows of a person have one owner among the dispatchers. In upper case,
    -- because keys that differ by case alone may be one person's; of a guest, who has no key, the e-mail's.

    -- people, as they were before: whose key is gone.
    IF @New = 1 AND @Old = 1 AND UPDATE(Code)
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
                CASE WHEN LEN(x.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), x.Code)) END AS PersonKey
            FROM deleted AS x
            WHERE NOT EXISTS (SELECT 1 FROM inserted AS i WHERE i.Code = x.Code)
        ) AS r
        WHERE r.PersonKey IS NOT NULL
        OPTION (LOOP JOIN);
    ELSE IF @New > 1 AND @Old > 0 AND UPDATE(Code)
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
                CASE WHEN LEN(x.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), x.Code)) END AS PersonKey
            FROM
            (
                SELECT Code
                FROM
                (
                    SELECT Code, 1 AS IsNew FROM inserted
                    UNION ALL
                    SELECT Code, 0 AS IsNew FROM deleted
                ) AS u
                GROUP BY Code
                HAVING MAX(IsNew) = 0
            ) AS x
        ) AS r
        WHERE r.PersonKey IS NOT NULL;

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
                CASE WHEN LEN(i.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Code)) END AS PersonKey
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
                CASE WHEN LEN(i.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Code)) END AS PersonKey
            FROM inserted AS i
            CROSS JOIN deleted AS d
            WHERE EXISTS
              (
                  SELECT i.Number, CONVERT(varbinary(8000), i.Code), CONVERT(varbinary(8000), i.Level), i.Active, i.Guid
                  EXCEPT
                  SELECT d.Number, CONVERT(varbinary(8000), d.Code), CONVERT(varbinary(8000), d.Level), d.Active, d.Guid
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
                CASE WHEN LEN(i.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Code)) END AS PersonKey
            FROM inserted AS i
            LEFT HASH JOIN deleted AS d ON d.Number = i.Number
            WHERE EXISTS
              (
                  SELECT i.Number, CONVERT(varbinary(8000), i.Code), CONVERT(varbinary(8000), i.Level), i.Active, i.Guid
                  EXCEPT
                  SELECT d.Number, CONVERT(varbinary(8000), d.Code), CONVERT(varbinary(8000), d.Level), d.Active, d.Guid
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
            'delete',
            N'people',
            r.PersonKey,
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM
        (
            SELECT
                CASE WHEN LEN(i.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Code)) END AS PersonKey
            FROM inserted AS i
            WHERE i.Level IN (N'gone', N'left')
        ) AS r
        WHERE r.PersonKey IS NOT NULL;
    END
    ELSE IF @New > 0 AND @Old > 0   -- UPDATE
    BEGIN
        -- events.member_levelled
        IF UPDATE(Level)
        BEGIN
            IF @Off_member_levelled = 1
                INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
                VALUES (N'member_levelled', 'OBX430', N'the event type is switched off', @New);
            ELSE IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, Captured)
                SELECT
                    'event',
                    N'member_levelled',
                    r.EventId,
                    N'member_levelled',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
                    r.Captured
                FROM
                (
                    SELECT
                        N'member_levelled:'
                            + ISNULL(REPLACE(REPLACE(RTRIM(CONVERT(nvarchar(max), i.Code)) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                            + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.Level) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00') AS EventId,
                        CASE WHEN LEN(i.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Code)) END AS PersonKey,
                        (
                            SELECT i.Code, i.Level
                            FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    CROSS JOIN deleted AS d
                    WHERE EXISTS (SELECT CONVERT(varbinary(8000), i.Level) EXCEPT SELECT CONVERT(varbinary(8000), d.Level))
                ) AS r;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, Captured)
                SELECT
                    'event',
                    N'member_levelled',
                    r.EventId,
                    N'member_levelled',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
                    r.Captured
                FROM
                (
                    SELECT
                        N'member_levelled:'
                            + ISNULL(REPLACE(REPLACE(RTRIM(CONVERT(nvarchar(max), i.Code)) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                            + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.Level) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00') AS EventId,
                        CASE WHEN LEN(i.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Code)) END AS PersonKey,
                        (
                            SELECT i.Code, i.Level
                            FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    INNER HASH JOIN deleted AS d ON d.Number = i.Number
                    WHERE EXISTS (SELECT CONVERT(varbinary(8000), i.Level) EXCEPT SELECT CONVERT(varbinary(8000), d.Level))
                ) AS r
                OPTION (FORCE ORDER);
        END;

        -- people: a key that is another by now.
        IF UPDATE(Code)
        BEGIN
            IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, PersonKey, Lane, Captured)
                SELECT
                    'merge',
                    N'people',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
                    r.Captured
                FROM
                (
                    SELECT
                        CASE WHEN LEN(d.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), d.Code)) END AS PersonKey,
                        (
                            SELECT CASE WHEN LEN(i.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Code)) END AS [into]
                            FOR JSON PATH, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    CROSS JOIN deleted AS d
                    WHERE LEN(i.Code) <= 400
                      AND LEN(d.Code) <= 400
                      AND EXISTS (SELECT CONVERT(varbinary(8000), i.Code) EXCEPT SELECT CONVERT(varbinary(8000), d.Code))
                ) AS r
                WHERE r.PersonKey IS NOT NULL;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, PersonKey, Lane, Captured)
                SELECT
                    'merge',
                    N'people',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
                    r.Captured
                FROM
                (
                    SELECT
                        CASE WHEN LEN(d.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), d.Code)) END AS PersonKey,
                        (
                            SELECT CASE WHEN LEN(i.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Code)) END AS [into]
                            FOR JSON PATH, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    INNER HASH JOIN deleted AS d ON d.Number = i.Number
                    WHERE LEN(i.Code) <= 400
                      AND LEN(d.Code) <= 400
                      AND EXISTS (SELECT CONVERT(varbinary(8000), i.Code) EXCEPT SELECT CONVERT(varbinary(8000), d.Code))
                ) AS r
                WHERE r.PersonKey IS NOT NULL
                OPTION (FORCE ORDER);
        END;

        -- people.deleted
        IF UPDATE(Level)
        BEGIN
            IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, PersonKey, Lane)
                SELECT
                    'delete',
                    N'people',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
                FROM
                (
                    SELECT
                        CASE WHEN LEN(i.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Code)) END AS PersonKey
                    FROM inserted AS i
                    CROSS JOIN deleted AS d
                    WHERE i.Level IN (N'gone', N'left')
                      AND (d.Level NOT IN (N'gone', N'left') OR d.Level IS NULL)
                ) AS r
                WHERE r.PersonKey IS NOT NULL;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, PersonKey, Lane)
                SELECT
                    'delete',
                    N'people',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
                FROM
                (
                    SELECT
                        CASE WHEN LEN(i.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Code)) END AS PersonKey
                    FROM inserted AS i
                    INNER HASH JOIN deleted AS d ON d.Number = i.Number
                    WHERE i.Level IN (N'gone', N'left')
                      AND (d.Level NOT IN (N'gone', N'left') OR d.Level IS NULL)
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
            'delete',
            N'people',
            r.PersonKey,
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM
        (
            SELECT
                CASE WHEN LEN(d.Code) <= 400 THEN RTRIM(CONVERT(nvarchar(800), d.Code)) END AS PersonKey
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
        VALUES (N'table:sales.Members', 'OBX432', @Error, @RowsHit);
    END TRY
    BEGIN CATCH
        -- Neither the row nor the fault can be written: the shop's write stands all the same, and outbox reconcile
        -- finds what is missing. Only where the transaction is doomed there is nothing left to save.
        IF XACT_STATE() <> 1
            THROW;
    END CATCH;
END CATCH;
