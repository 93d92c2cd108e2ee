/*
  Purpose     Up to @Limit pending rows of some lanes, live before backfill, in order. Rows of a paused type wait: each
              costs an entry of the index and not a row; so do merges until their time. IsDuplicate: an earlier row has the same event id. Two sets:
              (HasUnrouted), whether rows wait to learn whose they are, then the rows. Of a lane that is no longer held
              under its token, none.
  Caller      The dispatcher that owns the lanes.
  Locks       READ_COMMITTED_SNAPSHOT off: READPAST passes over what an open transaction of the shop holds, so that
              nobody waits for it; such rows are found by a later read. On: a plain read, which sees transactions whole.
              (Table hints: with the option on READPAST needs READCOMMITTEDLOCK; it is refused under SERIALIZABLE,
              hence the isolation level, which reverts at the end.)
              The application lock outbox.route, shared, for as long as the rows are picked.
  On failure  Nothing is changed.
  Notes       A row that waits to be routed stops the rows behind it, of the same priority: one of them may be the same
              person's. The order of the statements makes it exact. A row that was committed before a picked one was
              begun has a lower number and is visible once that one is picked; it is looked for after, and no row is
              routed between, since routing takes outbox.route exclusively. Touches stop nobody: whoever is named by an
              event has the current attributes sent first.
*/
CREATE OR ALTER PROCEDURE outbox.ReadLanes
    @Lanes outbox.LaneTokenList READONLY,
    @Limit int
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

DECLARE @Read TABLE (MessageId bigint NOT NULL PRIMARY KEY, Priority tinyint NOT NULL);
DECLARE @Held TABLE (Lane tinyint NOT NULL PRIMARY KEY);
DECLARE @Paused TABLE (Name nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY);
DECLARE @IsVersioned bit = 0, @HasUnrouted bit = 0, @Locked int, @Live bigint, @Backfill bigint;
DECLARE @Now datetime2(3) = SYSUTCDATETIME();

IF EXISTS (SELECT 1 FROM sys.databases WHERE database_id = DB_ID() AND is_read_committed_snapshot_on = 1)
    SET @IsVersioned = 1;

INSERT @Paused (Name)
SELECT Name FROM outbox.EventType WHERE Delivery = 'paused';

BEGIN TRANSACTION;

-- Of the transaction, so that a read that is broken off leaves no lock behind.
EXEC @Locked = sp_getapplock @Resource = N'outbox.route', @LockMode = 'Shared', @LockOwner = 'Transaction', @LockTimeout = 5000;

INSERT @Held (Lane)
SELECT h.Lane
FROM @Lanes AS h
INNER JOIN outbox.Lane AS l ON l.Lane = h.Lane AND l.Token = h.Token
WHERE l.Owner IS NOT NULL
  AND @Locked >= 0;   -- without the lock nothing is read; the next read tries again

IF @IsVersioned = 1
BEGIN
    INSERT @Read (MessageId, Priority)
    SELECT TOP (@Limit) p.MessageId, p.Priority
    FROM @Held AS l
    CROSS APPLY
    (
        SELECT TOP (@Limit) m.MessageId, m.Priority
        FROM outbox.Message AS m
        WHERE m.Lane = l.Lane
          AND m.Status = 'pending'
          AND (m.NotBefore IS NULL OR m.NotBefore <= @Now)
          AND NOT EXISTS (SELECT 1 FROM @Paused AS q WHERE q.Name = m.CapturedBy COLLATE Latin1_General_100_BIN2)
        ORDER BY m.Priority, m.MessageId
    ) AS p
    ORDER BY p.Priority, p.MessageId;

    SET @Live =
    (
        SELECT TOP (1) MessageId
        FROM outbox.Message
        WHERE Lane = 255 AND Status = 'pending' AND Priority = 0 AND CapturedBy NOT LIKE N'touched[_]by:%'
        ORDER BY MessageId
    );
    SET @Backfill =
    (
        SELECT TOP (1) MessageId
        FROM outbox.Message
        WHERE Lane = 255 AND Status = 'pending' AND Priority = 1 AND CapturedBy NOT LIKE N'touched[_]by:%'
        ORDER BY MessageId
    );
    IF EXISTS (SELECT 1 FROM outbox.Message WHERE Lane = 255 AND Status = 'pending')
        SET @HasUnrouted = 1;
END
ELSE
BEGIN
    INSERT @Read (MessageId, Priority)
    SELECT TOP (@Limit) p.MessageId, p.Priority
    FROM @Held AS l
    CROSS APPLY
    (
        SELECT TOP (@Limit) m.MessageId, m.Priority
        FROM outbox.Message AS m WITH (READPAST, READCOMMITTEDLOCK)
        WHERE m.Lane = l.Lane
          AND m.Status = 'pending'
          AND (m.NotBefore IS NULL OR m.NotBefore <= @Now)
          AND NOT EXISTS (SELECT 1 FROM @Paused AS q WHERE q.Name = m.CapturedBy COLLATE Latin1_General_100_BIN2)
        ORDER BY m.Priority, m.MessageId
    ) AS p
    ORDER BY p.Priority, p.MessageId;

    SET @Live =
    (
        SELECT TOP (1) MessageId
        FROM outbox.Message WITH (READPAST, READCOMMITTEDLOCK)
        WHERE Lane = 255 AND Status = 'pending' AND Priority = 0 AND CapturedBy NOT LIKE N'touched[_]by:%'
        ORDER BY MessageId
    );
    SET @Backfill =
    (
        SELECT TOP (1) MessageId
        FROM outbox.Message WITH (READPAST, READCOMMITTEDLOCK)
        WHERE Lane = 255 AND Status = 'pending' AND Priority = 1 AND CapturedBy NOT LIKE N'touched[_]by:%'
        ORDER BY MessageId
    );
    IF EXISTS (SELECT 1 FROM outbox.Message WITH (READPAST, READCOMMITTEDLOCK) WHERE Lane = 255 AND Status = 'pending')
        SET @HasUnrouted = 1;
END;

COMMIT TRANSACTION;

DELETE FROM @Read
WHERE (Priority = 0 AND MessageId > @Live)
   OR (Priority = 1 AND MessageId > @Backfill);

SELECT @HasUnrouted AS HasUnrouted;

IF @IsVersioned = 1
    SELECT
        m.MessageId, m.Kind, m.CapturedBy, m.EventId, m.EventName, m.PersonKey, m.PersonId, m.Lane, m.OccurredAtRaw,
        m.OccurredAtZone, m.OccurredAt, m.Captured, m.SentAs, m.Properties, m.Priority, m.CreatedAt, m.Attempts,
        CAST(CASE WHEN EXISTS
        (
            SELECT 1 FROM outbox.Message AS e WHERE e.EventId = m.EventId AND e.MessageId < m.MessageId
        ) THEN 1 ELSE 0 END AS bit) AS IsDuplicate
    FROM @Read AS r
    INNER JOIN outbox.Message AS m ON m.MessageId = r.MessageId
    WHERE m.Status = 'pending'
    ORDER BY m.Priority, m.MessageId;
ELSE
    SELECT
        m.MessageId, m.Kind, m.CapturedBy, m.EventId, m.EventName, m.PersonKey, m.PersonId, m.Lane, m.OccurredAtRaw,
        m.OccurredAtZone, m.OccurredAt, m.Captured, m.SentAs, m.Properties, m.Priority, m.CreatedAt, m.Attempts,
        CAST(CASE WHEN EXISTS
        (
            SELECT 1
            FROM outbox.Message AS e WITH (READPAST, READCOMMITTEDLOCK)
            WHERE e.EventId = m.EventId AND e.MessageId < m.MessageId
        ) THEN 1 ELSE 0 END AS bit) AS IsDuplicate
    FROM @Read AS r
    INNER JOIN outbox.Message AS m WITH (READPAST, READCOMMITTEDLOCK) ON m.MessageId = r.MessageId
    WHERE m.Status = 'pending'
    ORDER BY m.Priority, m.MessageId;
