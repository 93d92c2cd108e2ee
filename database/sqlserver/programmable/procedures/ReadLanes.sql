/*
  Purpose     Up to @Limit pending rows of some lanes, live before backfill, in order. Rows of a paused type and
              of a held part wait: each costs an entry of the index and not a row; so do rows until their time (NotBefore).
              IsDuplicate: an earlier row has the same event id. UnreadBytes: what was captured is far more than an item can
              hold, so that its size is told and its text left where it is. Two sets: (HasUnrouted), whether rows wait to learn
              whose they are, then the rows. Of a lane that is not held by the owner and under the token given, none.
  Caller      The dispatcher that owns the lanes.
  Locks       READ_COMMITTED_SNAPSHOT off: READPAST passes over what an open transaction of the shop holds, so that
              nobody waits for it; such rows are found by a later read. On: a plain read, which sees transactions whole.
              (Microsoft, "Table hints": with the option on READPAST needs READCOMMITTEDLOCK; it is refused under
              SERIALIZABLE, hence the isolation level, which reverts at the end.)
              The application lock outbox.route, shared, for as long as the rows are picked; it is the dispatchers' own.
  On failure  Nothing is changed. 50450: the lock was not got; the caller tries again. It is never taken for an empty queue.
  Notes       Order. Let E1 be committed before E2 of the same person was begun: E1 has the lower number, and must not come
              after E2.
              With READ_COMMITTED_SNAPSHOT on a statement sees the database as of one moment. Where that moment shows E2, it
              shows E1.
              With it off a scan is no moment. READPAST can pass over E1, whose transaction is open as the scan goes by; E1
              is then committed, E2 begun and committed, and the same scan returns E2, behind which it has come by then. So
              a second look follows when all rows are picked. E2 was committed when it was picked, and E1 before that: the
              second look begins later and meets E1 committed and unlocked. It drops the picked rows behind the lowest
              number of their lane and priority that the first look did not show. What it drops is pending, and read again.
              Rows that it does not drop have no lower number left unseen, so that a third look would bring nothing.
              The last statement reads the picked rows by their keys without READPAST: passing over a picked row that
              somebody has locked for a moment would let those behind it overtake.
              A row that waits to be routed stops the rows behind it, of the same priority: one of them may be the same
              person's. It is looked for after the rows are picked, and no row is routed between, since routing takes
              outbox.route exclusively. Touches stop nobody: whoever is named by an event has the current attributes sent
              first. Nor does a row of a part that is held: nothing else may wait for a definition. Of the unrouted rows the first thousand are looked at, as many as the router takes at a time; where
              all of them are touches, the last of them stops what is behind it.
*/
CREATE OR ALTER PROCEDURE outbox.ReadLanes
    @Lanes outbox.LaneTokenList READONLY,
    @Limit int,
    @MostBytes bigint = 8388608
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

DECLARE @Read TABLE (MessageId bigint NOT NULL PRIMARY KEY, Lane tinyint NOT NULL, Priority tinyint NOT NULL);
DECLARE @Late TABLE (Lane tinyint NOT NULL, Priority tinyint NOT NULL, MessageId bigint NOT NULL, PRIMARY KEY (Lane, Priority));
DECLARE @Unrouted TABLE (MessageId bigint NOT NULL PRIMARY KEY, Priority tinyint NOT NULL, Place bigint NOT NULL, IsTouch bit NOT NULL);
DECLARE @Sized TABLE (MessageId bigint NOT NULL PRIMARY KEY, BytesBefore bigint NOT NULL);
DECLARE @Unreadable TABLE (Name nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY);
DECLARE @Held TABLE (Lane tinyint NOT NULL PRIMARY KEY);
DECLARE @Paused TABLE (Name nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY);
DECLARE @IsVersioned bit = 0, @HasUnrouted bit = 0, @Locked int, @Live bigint, @Backfill bigint;
DECLARE @Now datetime2(3) = SYSUTCDATETIME(), @Ahead int = 1000;

-- By its name: DB_ID() need not be the number that sys.databases has (Microsoft, "DB_ID", Azure SQL Database).
IF EXISTS (SELECT 1 FROM sys.databases WHERE name = DB_NAME() AND is_read_committed_snapshot_on = 1)
    SET @IsVersioned = 1;

INSERT @Unreadable (Name)
SELECT Part FROM outbox.Held WHERE RetryAt > @Now;

INSERT @Paused (Name)
SELECT Name FROM outbox.EventType WHERE Delivery = 'paused'
UNION
SELECT Name FROM @Unreadable;

BEGIN TRANSACTION;

-- Of the transaction, so that a read that is broken off leaves no lock behind.
EXEC @Locked = sp_getapplock
    @Resource = N'outbox.route', @LockMode = 'Shared', @LockOwner = 'Transaction', @LockTimeout = 5000, @DbPrincipal = N'outbox_dispatcher';

IF @Locked < 0
    THROW 50450, N'outbox.ReadLanes: the application lock outbox.route was not got within 5 s. Another dispatcher holds it; it is tried again.', 1;

INSERT @Held (Lane)
SELECT h.Lane
FROM @Lanes AS h
INNER JOIN outbox.Lane AS l ON l.Lane = h.Lane
WHERE l.Token = h.Token AND l.Owner = h.Owner;

IF @IsVersioned = 1
BEGIN
    INSERT @Read (MessageId, Lane, Priority)
    SELECT TOP (@Limit) p.MessageId, l.Lane, p.Priority
    FROM @Held AS l
    CROSS APPLY
    (
        SELECT TOP (@Limit) m.MessageId, m.Priority
        FROM outbox.Message AS m
        WHERE m.Lane = l.Lane
          AND m.Status = 'pending'
          AND (m.NotBefore IS NULL OR m.NotBefore <= @Now)
          AND NOT EXISTS (SELECT 1 FROM @Paused AS q WHERE q.Name = m.CapturedBy)
        ORDER BY m.Priority, m.MessageId
    ) AS p
    ORDER BY p.Priority, p.MessageId;

    INSERT @Unrouted (MessageId, Priority, Place, IsTouch)
    SELECT u.MessageId, p.Priority, u.Place, CASE WHEN u.CapturedBy LIKE N'touched[_]by:%' THEN 1 ELSE 0 END
    FROM (VALUES (0), (1)) AS p (Priority)
    CROSS APPLY
    (
        SELECT TOP (@Ahead) m.MessageId, m.CapturedBy, ROW_NUMBER() OVER (ORDER BY m.MessageId) AS Place
        FROM outbox.Message AS m
        WHERE m.Lane = 255 AND m.Status = 'pending' AND m.Priority = p.Priority
          AND NOT EXISTS (SELECT 1 FROM @Unreadable AS n WHERE n.Name = m.CapturedBy)
        ORDER BY m.MessageId
    ) AS u;
END
ELSE
BEGIN
    INSERT @Read (MessageId, Lane, Priority)
    SELECT TOP (@Limit) p.MessageId, l.Lane, p.Priority
    FROM @Held AS l
    CROSS APPLY
    (
        SELECT TOP (@Limit) m.MessageId, m.Priority
        FROM outbox.Message AS m WITH (READPAST, READCOMMITTEDLOCK)
        WHERE m.Lane = l.Lane
          AND m.Status = 'pending'
          AND (m.NotBefore IS NULL OR m.NotBefore <= @Now)
          AND NOT EXISTS (SELECT 1 FROM @Paused AS q WHERE q.Name = m.CapturedBy)
        ORDER BY m.Priority, m.MessageId
    ) AS p
    ORDER BY p.Priority, p.MessageId;

    -- The second look.
    INSERT @Late (Lane, Priority, MessageId)
    SELECT g.Lane, g.Priority, MIN(m.MessageId)
    FROM (SELECT Lane, Priority, MAX(MessageId) AS LastId FROM @Read GROUP BY Lane, Priority) AS g
    INNER JOIN outbox.Message AS m WITH (READPAST, READCOMMITTEDLOCK)
        ON m.Lane = g.Lane AND m.Priority = g.Priority AND m.MessageId < g.LastId
    WHERE m.Status = 'pending'
      AND (m.NotBefore IS NULL OR m.NotBefore <= @Now)
      AND NOT EXISTS (SELECT 1 FROM @Paused AS q WHERE q.Name = m.CapturedBy)
      AND NOT EXISTS (SELECT 1 FROM @Read AS r WHERE r.MessageId = m.MessageId)
    GROUP BY g.Lane, g.Priority;

    DELETE r
    FROM @Read AS r
    INNER JOIN @Late AS n ON n.Lane = r.Lane AND n.Priority = r.Priority
    WHERE r.MessageId > n.MessageId;

    INSERT @Unrouted (MessageId, Priority, Place, IsTouch)
    SELECT u.MessageId, p.Priority, u.Place, CASE WHEN u.CapturedBy LIKE N'touched[_]by:%' THEN 1 ELSE 0 END
    FROM (VALUES (0), (1)) AS p (Priority)
    CROSS APPLY
    (
        SELECT TOP (@Ahead) m.MessageId, m.CapturedBy, ROW_NUMBER() OVER (ORDER BY m.MessageId) AS Place
        FROM outbox.Message AS m WITH (READPAST, READCOMMITTEDLOCK)
        WHERE m.Lane = 255 AND m.Status = 'pending' AND m.Priority = p.Priority
          AND NOT EXISTS (SELECT 1 FROM @Unreadable AS n WHERE n.Name = m.CapturedBy)
        ORDER BY m.MessageId
    ) AS u;
END;

COMMIT TRANSACTION;

SELECT
    @Live     = MIN(CASE WHEN Priority = 0 AND (IsTouch = 0 OR Place = @Ahead) THEN MessageId END),
    @Backfill = MIN(CASE WHEN Priority = 1 AND (IsTouch = 0 OR Place = @Ahead) THEN MessageId END)
FROM @Unrouted;

IF EXISTS (SELECT 1 FROM @Unrouted)
    SET @HasUnrouted = 1;

DELETE FROM @Read
WHERE (Priority = 0 AND MessageId > @Live)
   OR (Priority = 1 AND MessageId > @Backfill);

-- As many as fit into @MostBytes, at least one: a dispatcher reads by bytes as well as by rows. The length of a nvarchar(max)
-- is told without reading it; a row that is too large by itself is not read, and counts nothing.
INSERT @Sized (MessageId, BytesBefore)
SELECT z.MessageId, SUM(z.Bytes) OVER (ORDER BY z.Priority, z.MessageId ROWS UNBOUNDED PRECEDING) - z.Bytes
FROM
(
    SELECT
        r.MessageId,
        r.Priority,
        CAST(CASE WHEN DATALENGTH(m.Captured) > 524288 OR DATALENGTH(m.Properties) > 524288 THEN 0
             ELSE ISNULL(DATALENGTH(m.Captured), 0) + ISNULL(DATALENGTH(m.Properties), 0) END AS bigint) AS Bytes
    FROM @Read AS r
    INNER JOIN outbox.Message AS m WITH (FORCESEEK) ON m.MessageId = r.MessageId
) AS z;

SELECT @HasUnrouted AS HasUnrouted;

-- An earlier row with the same event id that is not committed yet is passed over: nobody waits for the shop. Both then go
-- under one ULID, and Customer.io takes one.
IF @IsVersioned = 1
    SELECT
        m.MessageId, m.Kind, m.CapturedBy, m.EventId, m.EventName, m.PersonKey, m.PersonId, m.Lane, m.OccurredAtRaw,
        m.OccurredAtZone, m.OccurredAt,
        CASE WHEN DATALENGTH(m.Captured) > 524288 OR DATALENGTH(m.Properties) > 524288 THEN NULL ELSE m.Captured END AS Captured,
        m.SentAs,
        CASE WHEN DATALENGTH(m.Captured) > 524288 OR DATALENGTH(m.Properties) > 524288 THEN NULL ELSE m.Properties END AS Properties,
        m.Priority, m.CreatedAt, m.Attempts,
        CAST(CASE WHEN EXISTS
        (
            SELECT 1
            FROM outbox.Message AS e
            WHERE e.EventId = m.EventId AND e.EventId IS NOT NULL AND e.MessageId < m.MessageId
        ) THEN 1 ELSE 0 END AS bit) AS IsDuplicate,
        CASE WHEN DATALENGTH(m.Captured) > 524288 OR DATALENGTH(m.Properties) > 524288
             THEN CAST(ISNULL(DATALENGTH(m.Captured), 0) + ISNULL(DATALENGTH(m.Properties), 0) AS bigint) END AS UnreadBytes
    FROM @Sized AS r
    INNER JOIN outbox.Message AS m WITH (FORCESEEK) ON m.MessageId = r.MessageId
    WHERE r.BytesBefore < @MostBytes AND m.Status = 'pending'
    ORDER BY m.Priority, m.MessageId;
ELSE
    SELECT
        m.MessageId, m.Kind, m.CapturedBy, m.EventId, m.EventName, m.PersonKey, m.PersonId, m.Lane, m.OccurredAtRaw,
        m.OccurredAtZone, m.OccurredAt,
        CASE WHEN DATALENGTH(m.Captured) > 524288 OR DATALENGTH(m.Properties) > 524288 THEN NULL ELSE m.Captured END AS Captured,
        m.SentAs,
        CASE WHEN DATALENGTH(m.Captured) > 524288 OR DATALENGTH(m.Properties) > 524288 THEN NULL ELSE m.Properties END AS Properties,
        m.Priority, m.CreatedAt, m.Attempts,
        CAST(CASE WHEN EXISTS
        (
            SELECT 1
            FROM outbox.Message AS e WITH (READPAST, READCOMMITTEDLOCK)
            WHERE e.EventId = m.EventId AND e.EventId IS NOT NULL AND e.MessageId < m.MessageId
        ) THEN 1 ELSE 0 END AS bit) AS IsDuplicate,
        CASE WHEN DATALENGTH(m.Captured) > 524288 OR DATALENGTH(m.Properties) > 524288
             THEN CAST(ISNULL(DATALENGTH(m.Captured), 0) + ISNULL(DATALENGTH(m.Properties), 0) AS bigint) END AS UnreadBytes
    FROM @Sized AS r
    INNER JOIN outbox.Message AS m WITH (FORCESEEK) ON m.MessageId = r.MessageId
    WHERE r.BytesBefore < @MostBytes AND m.Status = 'pending'
    ORDER BY m.Priority, m.MessageId;
