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
            WHEN TRY_CONVERT(nvarchar(20), SESSION_CONTEXT(N'outbox_capture')) = N'off'
                THEN N'the session is switched off'
            WHEN EXISTS
            (
                SELECT 1
                FROM outbox.Capture WITH (NOLOCK)
                WHERE SchemaName = N'sales' AND TableName = N'Members' AND IsEnabled = 0
            )
                THEN N'the table is switched off'
        END,
        @Off_member_levelled = IIF(EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'member_levelled' AND IsCaptured = 0), 1, 0);
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

    -- people, as they were before: whose key is gone.
    IF @New > 0 AND @Old > 0 AND UPDATE(Code)
        INSERT INTO outbox.Message
            (Kind, CapturedBy, PersonKey, Lane)
        SELECT
            'touch',
            N'people',
            RTRIM(CONVERT(nvarchar(60), x.Code)),
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                UPPER(RTRIM(CONVERT(nvarchar(60), x.Code)) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
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
        ) AS x;

    -- people
    IF @New > 0
        INSERT INTO outbox.Message
            (Kind, CapturedBy, PersonKey, Lane)
        SELECT
            'touch',
            N'people',
            RTRIM(CONVERT(nvarchar(60), i.Code)),
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                UPPER(RTRIM(CONVERT(nvarchar(60), i.Code)) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM inserted AS i
        LEFT HASH JOIN deleted AS d ON d.Number = i.Number
        WHERE EXISTS
          (
              SELECT i.Number, CONVERT(varbinary(8000), i.Code), CONVERT(varbinary(8000), i.Level), i.Active, i.Guid
              EXCEPT
              SELECT d.Number, CONVERT(varbinary(8000), d.Code), CONVERT(varbinary(8000), d.Level), d.Active, d.Guid
          )
        OPTION (FORCE ORDER);

    IF @Old = 0   -- INSERT
    BEGIN
        -- people.deleted
        INSERT INTO outbox.Message
            (Kind, CapturedBy, PersonKey, Lane)
        SELECT
            'delete',
            N'people',
            RTRIM(CONVERT(nvarchar(60), i.Code)),
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                UPPER(RTRIM(CONVERT(nvarchar(60), i.Code)) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM inserted AS i
        WHERE i.Level IN (N'gone', N'left');
    END
    ELSE IF @New > 0 AND @Old > 0   -- UPDATE
    BEGIN
        -- events.member_levelled
        IF UPDATE(Level)
        BEGIN
            IF @Off_member_levelled = 1
                INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
                VALUES (N'member_levelled', 'OBX430', N'the event type is switched off', @New);
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, Captured)
                SELECT
                    'event',
                    N'member_levelled',
                    N'member_levelled:'
                        + ISNULL(REPLACE(REPLACE(RTRIM(CONVERT(nvarchar(60), i.Code)) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                        + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.Level) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00'),
                    N'member_levelled',
                    RTRIM(CONVERT(nvarchar(60), i.Code)),
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                        UPPER(RTRIM(CONVERT(nvarchar(60), i.Code)) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
                    (
                        SELECT i.Code, i.Level
                        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                    )
                FROM inserted AS i
                INNER HASH JOIN deleted AS d ON d.Number = i.Number
                WHERE EXISTS (SELECT CONVERT(varbinary(8000), i.Level) EXCEPT SELECT CONVERT(varbinary(8000), d.Level))
                OPTION (FORCE ORDER);
        END;

        -- people: a key that is another by now.
        IF UPDATE(Code)
            INSERT INTO outbox.Message
                (Kind, CapturedBy, PersonKey, Lane, Captured)
            SELECT
                'merge',
                N'people',
                RTRIM(CONVERT(nvarchar(60), d.Code)),
                ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                    UPPER(RTRIM(CONVERT(nvarchar(60), d.Code)) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
                (
                    SELECT RTRIM(CONVERT(nvarchar(60), i.Code)) AS [into]
                    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER
                )
            FROM inserted AS i
            INNER HASH JOIN deleted AS d ON d.Number = i.Number
            WHERE i.Code IS NOT NULL
              AND d.Code IS NOT NULL
              AND EXISTS (SELECT CONVERT(varbinary(8000), i.Code) EXCEPT SELECT CONVERT(varbinary(8000), d.Code))
            OPTION (FORCE ORDER);

        -- people.deleted
        IF UPDATE(Level)
            INSERT INTO outbox.Message
                (Kind, CapturedBy, PersonKey, Lane)
            SELECT
                'delete',
                N'people',
                RTRIM(CONVERT(nvarchar(60), i.Code)),
                ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                    UPPER(RTRIM(CONVERT(nvarchar(60), i.Code)) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
            FROM inserted AS i
            INNER HASH JOIN deleted AS d ON d.Number = i.Number
            WHERE i.Level IN (N'gone', N'left')
              AND (d.Level NOT IN (N'gone', N'left') OR d.Level IS NULL)
            OPTION (FORCE ORDER);
    END
    ELSE IF @New = 0   -- DELETE
    BEGIN
        -- people.deleted
        INSERT INTO outbox.Message
            (Kind, CapturedBy, PersonKey, Lane)
        SELECT
            'delete',
            N'people',
            RTRIM(CONVERT(nvarchar(60), d.Code)),
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                UPPER(RTRIM(CONVERT(nvarchar(60), d.Code)) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM deleted AS d;
    END;
END TRY
BEGIN CATCH
    -- A doomed transaction takes no row, and an error kept quiet would only come back at the COMMIT.
    IF XACT_STATE() <> 1
        THROW;

    -- Not ERROR_MESSAGE(): it can hold a person's data.
    INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
    VALUES (N'table:sales.Members', 'OBX432', CONCAT(N'error ', ERROR_NUMBER(), N' in line ', ERROR_LINE()), @RowsHit);
END CATCH;
