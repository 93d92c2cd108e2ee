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
            WHEN CONVERT(nvarchar(4000), SESSION_CONTEXT(N'outbox_capture')) = N'off'
                THEN N'the session is switched off'
            WHEN EXISTS
            (
                SELECT 1
                FROM outbox.Capture WITH (NOLOCK)
                WHERE SchemaName = N'sales' AND TableName = N'Odd Table' AND IsEnabled = 0
            )
                THEN N'the table is switched off'
        END,
        @Off_everything = CASE WHEN EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'everything' AND IsCaptured = 0) THEN 1 ELSE 0 END,
        @Off_one_tenant = CASE WHEN EXISTS (SELECT 1 FROM outbox.EventType WITH (NOLOCK) WHERE Name = N'one_tenant' AND IsCaptured = 0) THEN 1 ELSE 0 END;
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

    -- A key that is longer than the outbox keeps names nobody: cut, it could be another person's.
    DECLARE @TooLong bigint = CASE WHEN @New > 0 THEN (SELECT COUNT_BIG(*) FROM inserted WHERE LEN(Member) > 400) ELSE (SELECT COUNT_BIG(*) FROM deleted WHERE LEN(Member) > 400) END;
    IF @TooLong > 0
        INSERT INTO outbox.Fault (CapturedBy, Code, Detail, RowsHit)
        VALUES (N'table:sales.Odd Table', 'OBX434', N'a key of more than 400 characters', @TooLong);

    -- Lane: a hash of the person's key, so that all rows of a person have one owner among the dispatchers. In upper case,
    -- because keys that differ by case alone may be one person's; of a guest, who has no key, the e-mail's.

    -- people.touched_by:sales.Odd Table: each person once, before and after.
    IF @RowsHit = 1
        INSERT INTO outbox.Message
            (Kind, CapturedBy, PersonKey, Lane)
        SELECT
            'touch',
            N'touched_by:sales.Odd Table',
            r.PersonKey,
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM
        (
            SELECT
                CASE WHEN LEN(x.Member) <= 400 THEN RTRIM(CONVERT(nvarchar(800), x.Member)) END AS PersonKey
            FROM
            (
                SELECT Member FROM inserted
                UNION ALL
                SELECT d.Member FROM deleted AS d
                WHERE NOT EXISTS (SELECT 1 FROM inserted AS i WHERE i.Member = d.Member)
            ) AS x
        ) AS r
        WHERE r.PersonKey IS NOT NULL
        OPTION (LOOP JOIN);
    ELSE
        INSERT INTO outbox.Message
            (Kind, CapturedBy, PersonKey, Lane)
        SELECT
            'touch',
            N'touched_by:sales.Odd Table',
            r.PersonKey,
            ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
        FROM
        (
            SELECT
                CASE WHEN LEN(x.Member) <= 400 THEN RTRIM(CONVERT(nvarchar(800), x.Member)) END AS PersonKey
            FROM
            (
                SELECT Member FROM inserted
                UNION
                SELECT Member FROM deleted
            ) AS x
        ) AS r
        WHERE r.PersonKey IS NOT NULL;

    -- people.touched_by:sales.Odd Table#2: each person once, before and after.
    IF @RowsHit = 1
        INSERT INTO outbox.Message
            (Kind, CapturedBy, Lane, Captured)
        SELECT
            'touch',
            N'touched_by:sales.Odd Table#2',
            255,
            r.Captured
        FROM
        (
            SELECT
                (
                    SELECT x.Reference, x.[Key]
                    FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                ) AS Captured
            FROM
            (
                SELECT Reference, [Key] FROM inserted
                UNION ALL
                SELECT d.Reference, d.[Key] FROM deleted AS d
                WHERE NOT EXISTS (SELECT 1 FROM inserted AS i WHERE i.Reference = d.Reference AND i.[Key] = d.[Key])
            ) AS x
            WHERE x.Reference IS NOT NULL
              AND x.[Key] IS NOT NULL
        ) AS r
        OPTION (LOOP JOIN);
    ELSE
        INSERT INTO outbox.Message
            (Kind, CapturedBy, Lane, Captured)
        SELECT
            'touch',
            N'touched_by:sales.Odd Table#2',
            255,
            r.Captured
        FROM
        (
            SELECT
                (
                    SELECT x.Reference, x.[Key]
                    FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                ) AS Captured
            FROM
            (
                SELECT Reference, [Key] FROM inserted
                UNION
                SELECT Reference, [Key] FROM deleted
            ) AS x
            WHERE x.Reference IS NOT NULL
              AND x.[Key] IS NOT NULL
        ) AS r;

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
                r.EventId,
                N'everything',
                r.PersonKey,
                ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(COALESCE(r.PersonKey, LTRIM(RTRIM(r.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                r.OccurredAtRaw,
                'Europe/Berlin',
                r.Captured
            FROM
            (
                SELECT
                    N'everything:'
                        + CONVERT(nvarchar(20), i.Tenant)
                        + N':' + CONVERT(nvarchar(20), i.[Order])
                        + N':' + ISNULL(CONVERT(nvarchar(3), i.Flag), N'%00')
                        + N':' + ISNULL(CONVERT(nvarchar(10), i.Day, 23), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), i.[Then], 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), i.Minute, 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), i.Exact), 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), i.Tenths), 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), i.Whole), 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), SWITCHOFFSET(i.Moment, '+00:00')), 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), SWITCHOFFSET(i.Seconds, '+00:00')), 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(LOWER(CONVERT(nvarchar(36), i.[Key])), N'%00')
                        + N':' + ISNULL(REPLACE(REPLACE(RTRIM(CONVERT(nvarchar(max), i.Narrow)) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                        + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.[Größe]) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                        + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.Long) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00') AS EventId,
                    CASE WHEN LEN(i.Member) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Member)) END AS PersonKey,
                    CONVERT(nvarchar(max), i.Mail) AS GuestEmail,
                    CONVERT(nvarchar(10), i.Day, 23) AS OccurredAtRaw,
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
                    ) AS Captured
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
                  AND i.Hour = CONVERT(time(7), '10:30:00.0000000', 121)
            ) AS r;

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
                r.EventId,
                N'one_tenant',
                255,
                r.OccurredAtRaw,
                'Europe/Berlin',
                r.Captured
            FROM
            (
                SELECT
                    N'one_tenant:'
                        + CONVERT(nvarchar(20), i.Tenant)
                        + N':' + CONVERT(nvarchar(20), i.[Order]) AS EventId,
                    CONVERT(nvarchar(34), i.Moment, 121) AS OccurredAtRaw,
                    (
                        SELECT i.Tenant, i.[Order], i.Narrow, i.Moment, i.[Key]
                        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                    ) AS Captured
                FROM inserted AS i
                WHERE i.Flag = 1
                  AND i.Tenant = 1
                  AND i.[Order] = 2
            ) AS r;
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
                    r.EventId,
                    N'everything',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(COALESCE(r.PersonKey, LTRIM(RTRIM(r.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                    r.OccurredAtRaw,
                    'Europe/Berlin',
                    r.Captured
                FROM
                (
                    SELECT
                        N'everything:'
                            + CONVERT(nvarchar(20), i.Tenant)
                            + N':' + CONVERT(nvarchar(20), i.[Order])
                            + N':' + ISNULL(CONVERT(nvarchar(3), i.Flag), N'%00')
                            + N':' + ISNULL(CONVERT(nvarchar(10), i.Day, 23), N'%00')
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), i.[Then], 121), 23), 11, 1, N'T'), N'%00')
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), i.Minute, 121), 23), 11, 1, N'T'), N'%00')
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), i.Exact), 121), 23), 11, 1, N'T'), N'%00')
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), i.Tenths), 121), 23), 11, 1, N'T'), N'%00')
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), i.Whole), 121), 23), 11, 1, N'T'), N'%00')
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), SWITCHOFFSET(i.Moment, '+00:00')), 121), 23), 11, 1, N'T'), N'%00')
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), SWITCHOFFSET(i.Seconds, '+00:00')), 121), 23), 11, 1, N'T'), N'%00')
                            + N':' + ISNULL(LOWER(CONVERT(nvarchar(36), i.[Key])), N'%00')
                            + N':' + ISNULL(REPLACE(REPLACE(RTRIM(CONVERT(nvarchar(max), i.Narrow)) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                            + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.[Größe]) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                            + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.Long) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00') AS EventId,
                        CASE WHEN LEN(i.Member) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Member)) END AS PersonKey,
                        CONVERT(nvarchar(max), i.Mail) AS GuestEmail,
                        CONVERT(nvarchar(10), i.Day, 23) AS OccurredAtRaw,
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
                        ) AS Captured
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
                      AND i.Hour = CONVERT(time(7), '10:30:00.0000000', 121)
                ) AS r;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAtRaw, OccurredAtZone, Captured)
                SELECT
                    'event',
                    N'everything',
                    r.EventId,
                    N'everything',
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(COALESCE(r.PersonKey, LTRIM(RTRIM(r.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                    r.OccurredAtRaw,
                    'Europe/Berlin',
                    r.Captured
                FROM
                (
                    SELECT
                        N'everything:'
                            + CONVERT(nvarchar(20), i.Tenant)
                            + N':' + CONVERT(nvarchar(20), i.[Order])
                            + N':' + ISNULL(CONVERT(nvarchar(3), i.Flag), N'%00')
                            + N':' + ISNULL(CONVERT(nvarchar(10), i.Day, 23), N'%00')
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), i.[Then], 121), 23), 11, 1, N'T'), N'%00')
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), i.Minute, 121), 23), 11, 1, N'T'), N'%00')
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), i.Exact), 121), 23), 11, 1, N'T'), N'%00')
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), i.Tenths), 121), 23), 11, 1, N'T'), N'%00')
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), i.Whole), 121), 23), 11, 1, N'T'), N'%00')
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), SWITCHOFFSET(i.Moment, '+00:00')), 121), 23), 11, 1, N'T'), N'%00')
                            + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), SWITCHOFFSET(i.Seconds, '+00:00')), 121), 23), 11, 1, N'T'), N'%00')
                            + N':' + ISNULL(LOWER(CONVERT(nvarchar(36), i.[Key])), N'%00')
                            + N':' + ISNULL(REPLACE(REPLACE(RTRIM(CONVERT(nvarchar(max), i.Narrow)) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                            + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.[Größe]) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                            + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.Long) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00') AS EventId,
                        CASE WHEN LEN(i.Member) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Member)) END AS PersonKey,
                        CONVERT(nvarchar(max), i.Mail) AS GuestEmail,
                        CONVERT(nvarchar(10), i.Day, 23) AS OccurredAtRaw,
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
                        ) AS Captured
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
                ) AS r
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
                    r.EventId,
                    N'one_tenant',
                    255,
                    r.OccurredAtRaw,
                    'Europe/Berlin',
                    r.Captured
                FROM
                (
                    SELECT
                        N'one_tenant:'
                            + CONVERT(nvarchar(20), i.Tenant)
                            + N':' + CONVERT(nvarchar(20), i.[Order]) AS EventId,
                        CONVERT(nvarchar(34), i.Moment, 121) AS OccurredAtRaw,
                        (
                            SELECT i.Tenant, i.[Order], i.Narrow, i.Moment, i.[Key]
                            FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    CROSS JOIN deleted AS d
                    WHERE i.Flag = 1
                      AND (d.Flag <> 1 OR d.Flag IS NULL)
                      AND i.Tenant = 1
                      AND i.[Order] = 2
                ) AS r;
            ELSE
                INSERT INTO outbox.Message
                    (Kind, CapturedBy, EventId, EventName, Lane, OccurredAtRaw, OccurredAtZone, Captured)
                SELECT
                    'event',
                    N'one_tenant',
                    r.EventId,
                    N'one_tenant',
                    255,
                    r.OccurredAtRaw,
                    'Europe/Berlin',
                    r.Captured
                FROM
                (
                    SELECT
                        N'one_tenant:'
                            + CONVERT(nvarchar(20), i.Tenant)
                            + N':' + CONVERT(nvarchar(20), i.[Order]) AS EventId,
                        CONVERT(nvarchar(34), i.Moment, 121) AS OccurredAtRaw,
                        (
                            SELECT i.Tenant, i.[Order], i.Narrow, i.Moment, i.[Key]
                            FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    INNER JOIN deleted AS d ON d.Tenant = i.Tenant AND d.[Order] = i.[Order]
                    WHERE i.Flag = 1
                      AND (d.Flag <> 1 OR d.Flag IS NULL)
                      AND i.Tenant = 1
                      AND i.[Order] = 2
                ) AS r;
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
                    r.PersonKey,
                    ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(r.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15, 255)
                FROM
                (
                    SELECT
                        CASE WHEN LEN(i.Member) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Member)) END AS PersonKey
                    FROM inserted AS i
                    CROSS JOIN deleted AS d
                    WHERE i.Member IS NOT NULL
                      AND d.Member IS NULL
                      AND LEN(i.Member) <= 400
                      AND CONVERT(nvarchar(max), COALESCE(d.Mail, i.Mail)) IS NOT NULL
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
                        CASE WHEN LEN(i.Member) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Member)) END AS PersonKey
                    FROM inserted AS i
                    INNER HASH JOIN deleted AS d ON d.Tenant = i.Tenant AND d.[Order] = i.[Order]
                    WHERE i.Member IS NOT NULL
                      AND d.Member IS NULL
                      AND LEN(i.Member) <= 400
                      AND CONVERT(nvarchar(max), COALESCE(d.Mail, i.Mail)) IS NOT NULL
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
                        CONVERT(nvarchar(max), COALESCE(d.Mail, i.Mail)) AS GuestEmail,
                        (
                            SELECT
                                CONVERT(nvarchar(max), COALESCE(d.Mail, i.Mail)) AS guest_email,
                                CASE WHEN LEN(i.Member) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Member)) END AS [into]
                            FOR JSON PATH, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    CROSS JOIN deleted AS d
                    WHERE i.Member IS NOT NULL
                      AND d.Member IS NULL
                      AND LEN(i.Member) <= 400
                      AND CONVERT(nvarchar(max), COALESCE(d.Mail, i.Mail)) IS NOT NULL
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
                        CONVERT(nvarchar(max), COALESCE(d.Mail, i.Mail)) AS GuestEmail,
                        (
                            SELECT
                                CONVERT(nvarchar(max), COALESCE(d.Mail, i.Mail)) AS guest_email,
                                CASE WHEN LEN(i.Member) <= 400 THEN RTRIM(CONVERT(nvarchar(800), i.Member)) END AS [into]
                            FOR JSON PATH, WITHOUT_ARRAY_WRAPPER
                        ) AS Captured
                    FROM inserted AS i
                    INNER HASH JOIN deleted AS d ON d.Tenant = i.Tenant AND d.[Order] = i.[Order]
                    WHERE i.Member IS NOT NULL
                      AND d.Member IS NULL
                      AND LEN(i.Member) <= 400
                      AND CONVERT(nvarchar(max), COALESCE(d.Mail, i.Mail)) IS NOT NULL
                ) AS r
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
                r.EventId,
                N'everything',
                r.PersonKey,
                ISNULL(CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(COALESCE(r.PersonKey, LTRIM(RTRIM(r.GuestEmail)) COLLATE Latin1_General_100_BIN2))), 1, 1)) & 15, 255),
                r.OccurredAtRaw,
                'Europe/Berlin',
                r.Captured
            FROM
            (
                SELECT
                    N'everything:'
                        + CONVERT(nvarchar(20), d.Tenant)
                        + N':' + CONVERT(nvarchar(20), d.[Order])
                        + N':' + ISNULL(CONVERT(nvarchar(3), d.Flag), N'%00')
                        + N':' + ISNULL(CONVERT(nvarchar(10), d.Day, 23), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), d.[Then], 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), d.Minute, 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), d.Exact), 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), d.Tenths), 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), d.Whole), 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), SWITCHOFFSET(d.Moment, '+00:00')), 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), SWITCHOFFSET(d.Seconds, '+00:00')), 121), 23), 11, 1, N'T'), N'%00')
                        + N':' + ISNULL(LOWER(CONVERT(nvarchar(36), d.[Key])), N'%00')
                        + N':' + ISNULL(REPLACE(REPLACE(RTRIM(CONVERT(nvarchar(max), d.Narrow)) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                        + N':' + ISNULL(REPLACE(REPLACE(RTRIM(d.[Größe]) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00')
                        + N':' + ISNULL(REPLACE(REPLACE(RTRIM(d.Long) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00') AS EventId,
                    CASE WHEN LEN(d.Member) <= 400 THEN RTRIM(CONVERT(nvarchar(800), d.Member)) END AS PersonKey,
                    CONVERT(nvarchar(max), d.Mail) AS GuestEmail,
                    CONVERT(nvarchar(10), d.Day, 23) AS OccurredAtRaw,
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
                    ) AS Captured
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
                  AND d.Hour = CONVERT(time(7), '10:30:00.0000000', 121)
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
        VALUES (N'table:sales.Odd Table', 'OBX432', @Error, @RowsHit);
    END TRY
    BEGIN CATCH
        -- Neither the row nor the fault can be written: the shop's write stands all the same, and outbox reconcile
        -- finds what is missing. Only where the transaction is doomed there is nothing left to save.
        IF XACT_STATE() <> 1
            THROW;
    END CATCH;
END CATCH;
