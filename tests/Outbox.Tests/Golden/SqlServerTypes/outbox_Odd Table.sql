/*
  Purpose     Captures what is written to sales.Odd Table, in the transaction that writes it. Made by
              outbox migrate from these parts of the mapping:
              people.touched_by:sales.Odd Table
              people.touched_by:sales.Odd Table#2
              events.everything
              events.one_tenant
              people.guests
  Caller      Every INSERT, UPDATE and DELETE, by ownership chaining: the writer needs no right to the outbox.
  Locks       It only INSERTs, into outbox.Message and outbox.Fault, rows that no other session waits for. It
              reads inserted, deleted and the outbox's switches, these without locks.
  On failure  The write goes through and outbox.Fault says what was not captured; an error that dooms the
              transaction goes on to the writer.
*/
CREATE OR ALTER TRIGGER sales.[outbox_Odd Table]
ON sales.[Odd Table]
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
    DECLARE @Switch nvarchar(60), @Off_everything bit, @Off_one_tenant bit;
    SELECT
        @Switch = CASE
            WHEN TRY_CONVERT(nvarchar(20), SESSION_CONTEXT(N'outbox_capture')) = N'off'
                THEN N'the session is switched off'
            WHEN EXISTS
            (
                SELECT 1
                FROM outbox.Capture WITH (NOLOCK)
                WHERE SchemaName = N'sales' AND TableName = N'Odd Table' AND IsEnabled = 0
            )
                THEN N'the table is switched off'
        END,
        @Off_everything = IIF(EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'everything' AND IsCaptured = 0), 1, 0),
        @Off_one_tenant = IIF(EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'one_tenant' AND IsCaptured = 0), 1, 0);
    IF @Switch IS NOT NULL
    BEGIN
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:sales.Odd Table', 'OBX430', @Switch, @RowsHit);
        RETURN;
    END;

    -- More than a transaction of the shop should wait for. outbox reconcile finds what it missed.
    IF @RowsHit > 100000
    BEGIN
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:sales.Odd Table', 'OBX431', N'more than 100000 rows in a statement', @RowsHit);
        RETURN;
    END;

    -- people.touched_by:sales.Odd Table: each person once, before and after.
    INSERT INTO outbox.Message
        (Kind, CapturedBy, PersonKey, Lane)
    SELECT
        'touch',
        N'touched_by:sales.Odd Table',
        LEFT(RTRIM(CONVERT(nvarchar(max), x.Member)), 400),
        ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
            UPPER(LEFT(RTRIM(CONVERT(nvarchar(max), x.Member)), 400) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
    FROM
    (
        SELECT Member FROM inserted
        UNION
        SELECT Member FROM deleted
    ) AS x
    WHERE x.Member IS NOT NULL;

    -- people.touched_by:sales.Odd Table#2: each person once, before and after.
    INSERT INTO outbox.Message
        (Kind, CapturedBy, Lane, Captured)
    SELECT
        'touch',
        N'touched_by:sales.Odd Table#2',
        255,
        (
            SELECT x.Reference, x.[Key]
            FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
        )
    FROM
    (
        SELECT Reference, [Key] FROM inserted
        UNION
        SELECT Reference, [Key] FROM deleted
    ) AS x
    WHERE x.Reference IS NOT NULL
      AND x.[Key] IS NOT NULL;

    IF @Old = 0   -- INSERT
    BEGIN
        -- events.everything
        IF @Off_everything = 1
            INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
            VALUES (N'everything', 'OBX430', N'the event type is switched off', @New);
        ELSE
            INSERT INTO outbox.Message
                (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAtRaw, OccurredAtZone, Captured)
            SELECT
                'event',
                N'everything',
                N'everything:'
                    + CONVERT(nvarchar(20), i.Tenant)
                    + N':' + CONVERT(nvarchar(20), i.[Order])
                    + N':' + ISNULL(CONVERT(nvarchar(3), i.Flag), N'%00')
                    + N':' + ISNULL(CONVERT(nvarchar(10), i.Day, 23), N'%00')
                    + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.[Then], 121), 23), 11, 1, N'T'), N'%00')
                    + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.Minute, 121), 23), 11, 1, N'T'), N'%00')
                    + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.Exact, 121), 23), 11, 1, N'T'), N'%00')
                    + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.Tenths, 121), 21), 11, 1, N'T') + N'00', N'%00')
                    + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.Whole, 121), 19), 11, 1, N'T') + N'.000', N'%00')
                    + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), SWITCHOFFSET(i.Moment, '+00:00'), 121), 23), 11, 1, N'T'), N'%00')
                    + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), SWITCHOFFSET(i.Seconds, '+00:00'), 121), 19), 11, 1, N'T') + N'.000', N'%00')
                    + N':' + ISNULL(LOWER(CONVERT(nvarchar(36), i.[Key])), N'%00')
                    + N':' + ISNULL(REPLACE(REPLACE(RTRIM(CONVERT(nvarchar(20), i.Narrow)) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                    + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.[Größe]) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                    + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.Long) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00'),
                N'everything',
                LEFT(RTRIM(CONVERT(nvarchar(max), i.Member)), 400),
                ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                    UPPER(COALESCE(LEFT(RTRIM(CONVERT(nvarchar(max), i.Member)), 400), LTRIM(RTRIM(CONVERT(nvarchar(254), i.Mail))) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                CONVERT(nvarchar(10), i.Day, 23),
                'Europe/Berlin',
                (
                    SELECT
                        i.Tenant,
                        i.[Order],
                        i.Flag,
                        i.Day,
                        i.[Then],
                        i.Minute,
                        i.Exact,
                        i.Tenths,
                        i.Whole,
                        i.Moment,
                        i.Seconds,
                        i.[Key],
                        i.Narrow,
                        i.[Größe],
                        i.Long,
                        i.Member,
                        i.Mail,
                        i.Stamp,
                        i.Ratio,
                        i.Cash,
                        i.Hour
                    FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                )
            FROM inserted AS i
            WHERE i.Flag = 1
              AND i.[Order] IN (7, 8)
              AND i.Amount = 7.50
              AND i.Cash = 1000
              AND i.Ratio = 0.001
              AND i.Day = CONVERT(date, '2026-11-23', 23)
              AND i.[Then] IN (CONVERT(datetime, '2026-11-23T10:11:12.007', 126), CONVERT(datetime2(7), '1700-01-01T00:00:00', 126))
              AND i.Exact = CONVERT(datetime2(7), '2026-11-23T10:11:12.1234567', 126)
              AND i.Minute = CONVERT(datetime2(7), '2026-11-23T10:11:00', 126)
              AND i.Moment = CONVERT(datetimeoffset(7), '2026-11-23T10:11:12+02:00')
              AND i.[Key] = CONVERT(uniqueidentifier, '6f9619ff-8b86-d011-b42d-00c04fc964ff')
              AND i.Narrow IN ('plain', N'Größe', 'it''s')
              AND i.[Größe] = N'a$' + N'(b)c'
              AND i.Hour = CONVERT(time(7), '10:30:00.0000000', 121);

        -- events.one_tenant
        IF @Off_one_tenant = 1
            INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
            VALUES (N'one_tenant', 'OBX430', N'the event type is switched off', @New);
        ELSE
            INSERT INTO outbox.Message
                (Kind, CapturedBy, EventId, EventName, Lane, OccurredAtRaw, OccurredAtZone, Captured)
            SELECT
                'event',
                N'one_tenant',
                N'one_tenant:'
                    + CONVERT(nvarchar(20), i.Tenant)
                    + N':' + CONVERT(nvarchar(20), i.[Order]),
                N'one_tenant',
                255,
                CONVERT(nvarchar(34), i.Moment, 121),
                'Europe/Berlin',
                (
                    SELECT i.Tenant, i.[Order], i.Narrow, i.Moment, i.[Key]
                    FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                )
            FROM inserted AS i
            WHERE i.Flag = 1
              AND i.Tenant = 1
              AND i.[Order] = 2;
    END
    ELSE IF @New > 0 AND @Old > 0   -- UPDATE
    BEGIN
        -- One row is paired with itself below, whatever became of its key. Of several, those whose key stayed are paired.
        IF @New > 1 AND (UPDATE(Tenant) OR UPDATE([Order]))
            INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
            SELECT N'table:sales.Odd Table', 'OBX433', N'keys changed: rows before and after cannot be paired', x.Moved
            FROM
            (
                SELECT COUNT_BIG(*) AS Moved
                FROM
                (
                    SELECT Tenant, [Order]
                    FROM
                    (
                        SELECT Tenant, [Order], 1 AS IsNew FROM inserted
                        UNION ALL
                        SELECT Tenant, [Order], 0 AS IsNew FROM deleted
                    ) AS u
                    GROUP BY Tenant, [Order]
                    HAVING MIN(IsNew) = 1
                ) AS k
            ) AS x
            WHERE x.Moved > 0;

        -- events.everything
        IF UPDATE(Long) OR UPDATE(Narrow) OR UPDATE([Größe]) OR UPDATE(Stamp) OR UPDATE(Ratio) OR UPDATE([Order])
        BEGIN
            IF @Off_everything = 1
                INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
                VALUES (N'everything', 'OBX430', N'the event type is switched off', @New);
            ELSE IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAtRaw, OccurredAtZone, Captured)
                SELECT
                    'event',
                    N'everything',
                    N'everything:'
                        + CONVERT(nvarchar(20), i.Tenant)
                        + N':' + CONVERT(nvarchar(20), i.[Order])
                        + N':' + ISNULL(CONVERT(nvarchar(3), i.Flag), N'%00')
                        + N':' + ISNULL(CONVERT(nvarchar(10), i.Day, 23), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.[Then], 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.Minute, 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.Exact, 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.Tenths, 121), 21), 11, 1, N'T') + N'00', N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.Whole, 121), 19), 11, 1, N'T') + N'.000', N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), SWITCHOFFSET(i.Moment, '+00:00'), 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), SWITCHOFFSET(i.Seconds, '+00:00'), 121), 19), 11, 1, N'T') + N'.000', N'%00')
                        + N':' + ISNULL(LOWER(CONVERT(nvarchar(36), i.[Key])), N'%00')
                        + N':' + ISNULL(REPLACE(REPLACE(RTRIM(CONVERT(nvarchar(20), i.Narrow)) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                        + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.[Größe]) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                        + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.Long) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00'),
                    N'everything',
                    LEFT(RTRIM(CONVERT(nvarchar(max), i.Member)), 400),
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                        UPPER(COALESCE(LEFT(RTRIM(CONVERT(nvarchar(max), i.Member)), 400), LTRIM(RTRIM(CONVERT(nvarchar(254), i.Mail))) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                    CONVERT(nvarchar(10), i.Day, 23),
                    'Europe/Berlin',
                    (
                        SELECT
                            i.Tenant,
                            i.[Order],
                            i.Flag,
                            i.Day,
                            i.[Then],
                            i.Minute,
                            i.Exact,
                            i.Tenths,
                            i.Whole,
                            i.Moment,
                            i.Seconds,
                            i.[Key],
                            i.Narrow,
                            i.[Größe],
                            i.Long,
                            i.Member,
                            i.Mail,
                            i.Stamp,
                            i.Ratio,
                            i.Cash,
                            i.Hour
                        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                    )
                FROM inserted AS i
                CROSS JOIN deleted AS d
                WHERE (EXISTS
                  (
                      SELECT CONVERT(varbinary(max), i.Long), CONVERT(varbinary(8000), i.Narrow),
                             CONVERT(varbinary(8000), i.[Größe]), i.Stamp, i.Ratio
                      EXCEPT
                      SELECT CONVERT(varbinary(max), d.Long), CONVERT(varbinary(8000), d.Narrow),
                             CONVERT(varbinary(8000), d.[Größe]), d.Stamp, d.Ratio
                  )
                      OR (i.[Order] IS NOT NULL AND d.[Order] IS NULL))
                  AND i.Flag = 1
                  AND i.[Order] IN (7, 8)
                  AND i.Amount = 7.50
                  AND i.Cash = 1000
                  AND i.Ratio = 0.001
                  AND i.Day = CONVERT(date, '2026-11-23', 23)
                  AND i.[Then] IN (CONVERT(datetime, '2026-11-23T10:11:12.007', 126), CONVERT(datetime2(7), '1700-01-01T00:00:00', 126))
                  AND i.Exact = CONVERT(datetime2(7), '2026-11-23T10:11:12.1234567', 126)
                  AND i.Minute = CONVERT(datetime2(7), '2026-11-23T10:11:00', 126)
                  AND i.Moment = CONVERT(datetimeoffset(7), '2026-11-23T10:11:12+02:00')
                  AND i.[Key] = CONVERT(uniqueidentifier, '6f9619ff-8b86-d011-b42d-00c04fc964ff')
                  AND i.Narrow IN ('plain', N'Größe', 'it''s')
                  AND i.[Größe] = N'a$' + N'(b)c'
                  AND i.Hour = CONVERT(time(7), '10:30:00.0000000', 121);
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAtRaw, OccurredAtZone, Captured)
                SELECT
                    'event',
                    N'everything',
                    N'everything:'
                        + CONVERT(nvarchar(20), i.Tenant)
                        + N':' + CONVERT(nvarchar(20), i.[Order])
                        + N':' + ISNULL(CONVERT(nvarchar(3), i.Flag), N'%00')
                        + N':' + ISNULL(CONVERT(nvarchar(10), i.Day, 23), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.[Then], 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.Minute, 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.Exact, 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.Tenths, 121), 21), 11, 1, N'T') + N'00', N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), i.Whole, 121), 19), 11, 1, N'T') + N'.000', N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), SWITCHOFFSET(i.Moment, '+00:00'), 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), SWITCHOFFSET(i.Seconds, '+00:00'), 121), 19), 11, 1, N'T') + N'.000', N'%00')
                        + N':' + ISNULL(LOWER(CONVERT(nvarchar(36), i.[Key])), N'%00')
                        + N':' + ISNULL(REPLACE(REPLACE(RTRIM(CONVERT(nvarchar(20), i.Narrow)) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                        + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.[Größe]) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                        + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.Long) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00'),
                    N'everything',
                    LEFT(RTRIM(CONVERT(nvarchar(max), i.Member)), 400),
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                        UPPER(COALESCE(LEFT(RTRIM(CONVERT(nvarchar(max), i.Member)), 400), LTRIM(RTRIM(CONVERT(nvarchar(254), i.Mail))) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                    CONVERT(nvarchar(10), i.Day, 23),
                    'Europe/Berlin',
                    (
                        SELECT
                            i.Tenant,
                            i.[Order],
                            i.Flag,
                            i.Day,
                            i.[Then],
                            i.Minute,
                            i.Exact,
                            i.Tenths,
                            i.Whole,
                            i.Moment,
                            i.Seconds,
                            i.[Key],
                            i.Narrow,
                            i.[Größe],
                            i.Long,
                            i.Member,
                            i.Mail,
                            i.Stamp,
                            i.Ratio,
                            i.Cash,
                            i.Hour
                        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                    )
                FROM inserted AS i
                INNER HASH JOIN deleted AS d ON d.Tenant = i.Tenant AND d.[Order] = i.[Order]
                WHERE (EXISTS
                  (
                      SELECT CONVERT(varbinary(max), i.Long), CONVERT(varbinary(8000), i.Narrow),
                             CONVERT(varbinary(8000), i.[Größe]), i.Stamp, i.Ratio
                      EXCEPT
                      SELECT CONVERT(varbinary(max), d.Long), CONVERT(varbinary(8000), d.Narrow),
                             CONVERT(varbinary(8000), d.[Größe]), d.Stamp, d.Ratio
                  )
                      OR (i.[Order] IS NOT NULL AND d.[Order] IS NULL))
                  AND i.Flag = 1
                  AND i.[Order] IN (7, 8)
                  AND i.Amount = 7.50
                  AND i.Cash = 1000
                  AND i.Ratio = 0.001
                  AND i.Day = CONVERT(date, '2026-11-23', 23)
                  AND i.[Then] IN (CONVERT(datetime, '2026-11-23T10:11:12.007', 126), CONVERT(datetime2(7), '1700-01-01T00:00:00', 126))
                  AND i.Exact = CONVERT(datetime2(7), '2026-11-23T10:11:12.1234567', 126)
                  AND i.Minute = CONVERT(datetime2(7), '2026-11-23T10:11:00', 126)
                  AND i.Moment = CONVERT(datetimeoffset(7), '2026-11-23T10:11:12+02:00')
                  AND i.[Key] = CONVERT(uniqueidentifier, '6f9619ff-8b86-d011-b42d-00c04fc964ff')
                  AND i.Narrow IN ('plain', N'Größe', 'it''s')
                  AND i.[Größe] = N'a$' + N'(b)c'
                  AND i.Hour = CONVERT(time(7), '10:30:00.0000000', 121)
                OPTION (FORCE ORDER);
        END;

        -- events.one_tenant
        IF UPDATE(Flag)
        BEGIN
            IF @Off_one_tenant = 1
                INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
                VALUES (N'one_tenant', 'OBX430', N'the event type is switched off', @New);
            ELSE IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, Lane, OccurredAtRaw, OccurredAtZone, Captured)
                SELECT
                    'event',
                    N'one_tenant',
                    N'one_tenant:'
                        + CONVERT(nvarchar(20), i.Tenant)
                        + N':' + CONVERT(nvarchar(20), i.[Order]),
                    N'one_tenant',
                    255,
                    CONVERT(nvarchar(34), i.Moment, 121),
                    'Europe/Berlin',
                    (
                        SELECT i.Tenant, i.[Order], i.Narrow, i.Moment, i.[Key]
                        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                    )
                FROM inserted AS i
                CROSS JOIN deleted AS d
                WHERE i.Flag = 1
                  AND (d.Flag <> 1 OR d.Flag IS NULL)
                  AND i.Tenant = 1
                  AND i.[Order] = 2;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, Lane, OccurredAtRaw, OccurredAtZone, Captured)
                SELECT
                    'event',
                    N'one_tenant',
                    N'one_tenant:'
                        + CONVERT(nvarchar(20), i.Tenant)
                        + N':' + CONVERT(nvarchar(20), i.[Order]),
                    N'one_tenant',
                    255,
                    CONVERT(nvarchar(34), i.Moment, 121),
                    'Europe/Berlin',
                    (
                        SELECT i.Tenant, i.[Order], i.Narrow, i.Moment, i.[Key]
                        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                    )
                FROM inserted AS i
                INNER JOIN deleted AS d ON d.Tenant = i.Tenant AND d.[Order] = i.[Order]
                WHERE i.Flag = 1
                  AND (d.Flag <> 1 OR d.Flag IS NULL)
                  AND i.Tenant = 1
                  AND i.[Order] = 2;
        END;

        -- people.guests: a guest who has an account by now.
        IF UPDATE(Member)
        BEGIN
            IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, PersonKey, Lane)
                SELECT
                    'touch',
                    N'people',
                    LEFT(RTRIM(CONVERT(nvarchar(max), i.Member)), 400),
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                        UPPER(LEFT(RTRIM(CONVERT(nvarchar(max), i.Member)), 400) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
                FROM inserted AS i
                CROSS JOIN deleted AS d
                WHERE i.Member IS NOT NULL
                  AND d.Member IS NULL
                  AND CONVERT(nvarchar(254), COALESCE(d.Mail, i.Mail)) IS NOT NULL;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, PersonKey, Lane)
                SELECT
                    'touch',
                    N'people',
                    LEFT(RTRIM(CONVERT(nvarchar(max), i.Member)), 400),
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                        UPPER(LEFT(RTRIM(CONVERT(nvarchar(max), i.Member)), 400) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
                FROM inserted AS i
                INNER HASH JOIN deleted AS d ON d.Tenant = i.Tenant AND d.[Order] = i.[Order]
                WHERE i.Member IS NOT NULL
                  AND d.Member IS NULL
                  AND CONVERT(nvarchar(254), COALESCE(d.Mail, i.Mail)) IS NOT NULL
                OPTION (FORCE ORDER);

            IF @New = 1
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, Lane, Captured)
                SELECT
                    'merge',
                    N'guests',
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                        UPPER(LTRIM(RTRIM(CONVERT(nvarchar(254), COALESCE(d.Mail, i.Mail)))) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
                    (
                        SELECT
                            CONVERT(nvarchar(254), COALESCE(d.Mail, i.Mail)) AS guest_email,
                            LEFT(RTRIM(CONVERT(nvarchar(max), i.Member)), 400) AS [into]
                        FOR JSON PATH, WITHOUT_ARRAY_WRAPPER
                    )
                FROM inserted AS i
                CROSS JOIN deleted AS d
                WHERE i.Member IS NOT NULL
                  AND d.Member IS NULL
                  AND CONVERT(nvarchar(254), COALESCE(d.Mail, i.Mail)) IS NOT NULL;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, Lane, Captured)
                SELECT
                    'merge',
                    N'guests',
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                        UPPER(LTRIM(RTRIM(CONVERT(nvarchar(254), COALESCE(d.Mail, i.Mail)))) COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255),
                    (
                        SELECT
                            CONVERT(nvarchar(254), COALESCE(d.Mail, i.Mail)) AS guest_email,
                            LEFT(RTRIM(CONVERT(nvarchar(max), i.Member)), 400) AS [into]
                        FOR JSON PATH, WITHOUT_ARRAY_WRAPPER
                    )
                FROM inserted AS i
                INNER HASH JOIN deleted AS d ON d.Tenant = i.Tenant AND d.[Order] = i.[Order]
                WHERE i.Member IS NOT NULL
                  AND d.Member IS NULL
                  AND CONVERT(nvarchar(254), COALESCE(d.Mail, i.Mail)) IS NOT NULL
                OPTION (FORCE ORDER);
        END;
    END
    ELSE IF @New = 0   -- DELETE
    BEGIN
        -- events.everything
        IF @Off_everything = 1
            INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
            VALUES (N'everything', 'OBX430', N'the event type is switched off', @Old);
        ELSE
            INSERT INTO outbox.Message
                (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAtRaw, OccurredAtZone, Captured)
            SELECT
                'event',
                N'everything',
                N'everything:'
                    + CONVERT(nvarchar(20), d.Tenant)
                    + N':' + CONVERT(nvarchar(20), d.[Order])
                    + N':' + ISNULL(CONVERT(nvarchar(3), d.Flag), N'%00')
                    + N':' + ISNULL(CONVERT(nvarchar(10), d.Day, 23), N'%00')
                    + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), d.[Then], 121), 23), 11, 1, N'T'), N'%00')
                    + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), d.Minute, 121), 23), 11, 1, N'T'), N'%00')
                    + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), d.Exact, 121), 23), 11, 1, N'T'), N'%00')
                    + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), d.Tenths, 121), 21), 11, 1, N'T') + N'00', N'%00')
                    + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), d.Whole, 121), 19), 11, 1, N'T') + N'.000', N'%00')
                    + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), SWITCHOFFSET(d.Moment, '+00:00'), 121), 23), 11, 1, N'T'), N'%00')
                    + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(34), SWITCHOFFSET(d.Seconds, '+00:00'), 121), 19), 11, 1, N'T') + N'.000', N'%00')
                    + N':' + ISNULL(LOWER(CONVERT(nvarchar(36), d.[Key])), N'%00')
                    + N':' + ISNULL(REPLACE(REPLACE(RTRIM(CONVERT(nvarchar(20), d.Narrow)) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                    + N':' + ISNULL(REPLACE(REPLACE(RTRIM(d.[Größe]) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                    + N':' + ISNULL(REPLACE(REPLACE(RTRIM(d.Long) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00'),
                N'everything',
                LEFT(RTRIM(CONVERT(nvarchar(max), d.Member)), 400),
                ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                    UPPER(COALESCE(LEFT(RTRIM(CONVERT(nvarchar(max), d.Member)), 400), LTRIM(RTRIM(CONVERT(nvarchar(254), d.Mail))) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                CONVERT(nvarchar(10), d.Day, 23),
                'Europe/Berlin',
                (
                    SELECT
                        d.Tenant,
                        d.[Order],
                        d.Flag,
                        d.Day,
                        d.[Then],
                        d.Minute,
                        d.Exact,
                        d.Tenths,
                        d.Whole,
                        d.Moment,
                        d.Seconds,
                        d.[Key],
                        d.Narrow,
                        d.[Größe],
                        d.Long,
                        d.Member,
                        d.Mail,
                        d.Stamp,
                        d.Ratio,
                        d.Cash,
                        d.Hour
                    FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                )
            FROM deleted AS d
            WHERE d.Flag = 1
              AND d.[Order] IN (7, 8)
              AND d.Amount = 7.50
              AND d.Cash = 1000
              AND d.Ratio = 0.001
              AND d.Day = CONVERT(date, '2026-11-23', 23)
              AND d.[Then] IN (CONVERT(datetime, '2026-11-23T10:11:12.007', 126), CONVERT(datetime2(7), '1700-01-01T00:00:00', 126))
              AND d.Exact = CONVERT(datetime2(7), '2026-11-23T10:11:12.1234567', 126)
              AND d.Minute = CONVERT(datetime2(7), '2026-11-23T10:11:00', 126)
              AND d.Moment = CONVERT(datetimeoffset(7), '2026-11-23T10:11:12+02:00')
              AND d.[Key] = CONVERT(uniqueidentifier, '6f9619ff-8b86-d011-b42d-00c04fc964ff')
              AND d.Narrow IN ('plain', N'Größe', 'it''s')
              AND d.[Größe] = N'a$' + N'(b)c'
              AND d.Hour = CONVERT(time(7), '10:30:00.0000000', 121);
    END;
END TRY
BEGIN CATCH
    -- A doomed transaction takes no row, and an error kept quiet would only come back at the COMMIT.
    IF XACT_STATE() <> 1
        THROW;

    -- Not ERROR_MESSAGE(): it can hold a person's data.
    INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
    VALUES (N'table:sales.Odd Table', 'OBX432', CONCAT(N'error ', ERROR_NUMBER(), N' in line ', ERROR_LINE()), @RowsHit);
END CATCH;
