/*
  Purpose     Up to @Limit pending rows of some lanes, live before backfill, in order. Rows of a paused type wait: each
              costs an entry of the index and not a row. IsDuplicate: an earlier row has the same event id.
  Caller      The dispatcher that owns the lanes.
  Locks       READ_COMMITTED_SNAPSHOT off: READPAST passes over what an open transaction of the shop holds, so that
              nobody waits for it; such rows are found by a later read. On: a plain read, which sees transactions whole.
              (Table hints: with the option on READPAST needs READCOMMITTEDLOCK; it is refused under SERIALIZABLE,
              hence the isolation level, which reverts at the end.)
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.ReadLanes
    @Lanes outbox.LaneList READONLY,
    @Limit int
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

DECLARE @Read TABLE (MessageId bigint NOT NULL PRIMARY KEY, Priority tinyint NOT NULL);
DECLARE @Paused TABLE (Name nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY);

INSERT @Paused (Name)
SELECT Name FROM outbox.EventType WHERE Delivery = 'paused';

IF EXISTS (SELECT 1 FROM sys.databases WHERE database_id = DB_ID() AND is_read_committed_snapshot_on = 1)
BEGIN
    INSERT @Read (MessageId, Priority)
    SELECT TOP (@Limit) p.MessageId, p.Priority
    FROM @Lanes AS l
    CROSS APPLY
    (
        SELECT TOP (@Limit) m.MessageId, m.Priority
        FROM outbox.Message AS m
        WHERE m.Lane = l.Lane
          AND m.Status = 'pending'
          AND NOT EXISTS (SELECT 1 FROM @Paused AS q WHERE q.Name = m.CapturedBy COLLATE Latin1_General_100_BIN2)
        ORDER BY m.Priority, m.MessageId
    ) AS p
    ORDER BY p.Priority, p.MessageId;

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
END
ELSE
BEGIN
    INSERT @Read (MessageId, Priority)
    SELECT TOP (@Limit) p.MessageId, p.Priority
    FROM @Lanes AS l
    CROSS APPLY
    (
        SELECT TOP (@Limit) m.MessageId, m.Priority
        FROM outbox.Message AS m WITH (READPAST, READCOMMITTEDLOCK)
        WHERE m.Lane = l.Lane
          AND m.Status = 'pending'
          AND NOT EXISTS (SELECT 1 FROM @Paused AS q WHERE q.Name = m.CapturedBy COLLATE Latin1_General_100_BIN2)
        ORDER BY m.Priority, m.MessageId
    ) AS p
    ORDER BY p.Priority, p.MessageId;

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
END;
