/*
  Purpose     One event's life, or a person's last rows: (1) the rows, with what was captured and what is sent, (2) what they
              lost, (3) the requests that may have carried them.
  Caller      outbox trace; operators and auditors. @Help = 1 explains.
  Locks       None: what is told of a row under way is a moment old.
  On failure  Nothing is changed.
  Notes       Which rows a request carried is not kept, only the first and the last of them: a request is told where the row lies
              between. How many did carry it stands in Attempts. Rows of a person are looked for from @Since on, since they
              have no index.
*/
CREATE OR ALTER PROCEDURE outbox.Trace
    @EventId nvarchar(255)  = NULL,
    @Ulid    nvarchar(4000) = NULL,
    @Person  nvarchar(400)  = NULL,
    @Since   datetime2(3)   = NULL,
    @Rows    int            = 100,
    @Help    bit            = 0
AS
SET NOCOUNT ON;
SET XACT_ABORT OFF;   -- as in outbox.FindEvent: a SQL CLR function that does not run shall not take the transaction with it
SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;

IF @Help = 1
BEGIN
    PRINT N'EXEC outbox.Trace @EventId = N''order_completed:1001''                          -- one event''s life';
    PRINT N'EXEC outbox.Trace @Ulid = N''01DXM6K6WVZ371Q29KV2SM89CN'', @Since = ''2026-11-01''  -- by what Customer.io shows';
    PRINT N'EXEC outbox.Trace @Person = N''cust_42''                                        -- a person''s last rows: id or key';
    PRINT N'@Since  when the rows were captured, UTC; the last seven days by default. Not with @EventId.';
    PRINT N'@Rows   at most so many, the latest: 1 to 10000.';
    RETURN;
END;

IF CASE WHEN @EventId IS NULL THEN 0 ELSE 1 END + CASE WHEN @Ulid IS NULL THEN 0 ELSE 1 END + CASE WHEN @Person IS NULL THEN 0 ELSE 1 END <> 1
    THROW 50032, N'outbox.Trace: give one of @EventId, @Ulid and @Person.', 1;
IF @Rows IS NULL OR @Rows NOT BETWEEN 1 AND 10000
    THROW 50033, N'outbox.Trace: @Rows must be 1 to 10000.', 1;
IF @Since IS NULL
    SET @Since = DATEADD(DAY, -7, SYSUTCDATETIME());

CREATE TABLE #Traced (MessageId bigint NOT NULL PRIMARY KEY);

IF @Ulid IS NOT NULL
BEGIN
    CREATE TABLE #Hashed
    (
        Ulid       nvarchar(26)   COLLATE Latin1_General_100_BIN2 NULL,
        SentId     nvarchar(400)  COLLATE Latin1_General_100_BIN2 NULL,
        MessageId  bigint         NOT NULL,
        EventId    nvarchar(255)  COLLATE Latin1_General_100_BIN2 NULL,
        PersonId   nvarchar(400)  COLLATE Latin1_General_100_BIN2 NULL,
        Status     varchar(8)     COLLATE Latin1_General_100_BIN2 NULL,
        Reason     nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        OccurredAt datetime2(3)   NULL,
        CreatedAt  datetime2(3)   NULL,
        SentAt     datetime2(3)   NULL
    );
    INSERT #Hashed EXEC outbox.FindEvent @Ulid = @Ulid, @Since = @Since;
    INSERT #Traced (MessageId) SELECT TOP (@Rows) MessageId FROM #Hashed ORDER BY MessageId DESC;

    -- Its repeats have no ULID of their own: they were not sent.
    SET @EventId = (SELECT TOP (1) EventId FROM #Hashed ORDER BY MessageId);
END;

IF @EventId IS NOT NULL
    INSERT #Traced (MessageId)
    SELECT TOP (@Rows) m.MessageId
    FROM outbox.Message AS m
    WHERE m.EventId = @EventId AND m.EventId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM #Traced AS t WHERE t.MessageId = m.MessageId)
    ORDER BY m.MessageId DESC;

IF @Person IS NOT NULL
    INSERT #Traced (MessageId)
    SELECT TOP (@Rows) MessageId
    FROM outbox.Message
    WHERE (PersonId = @Person OR PersonKey = @Person) AND CreatedAt >= @Since
    ORDER BY MessageId DESC;

SELECT
    m.MessageId, m.Kind, m.CapturedBy, m.EventId, m.EventName, m.SentAs, m.PersonKey, m.PersonId, m.Lane, m.Priority, m.Status,
    m.Reason, m.OccurredAtRaw, m.OccurredAtZone, m.OccurredAt, m.CreatedAt, m.SentAt, m.Attempts, m.Captured, m.Properties,
    t.Delivery,
    (SELECT MIN(e.MessageId) FROM outbox.Message AS e WHERE e.EventId = m.EventId AND e.EventId IS NOT NULL AND e.MessageId < m.MessageId) AS RepeatOf
FROM #Traced AS r
INNER JOIN outbox.Message AS m ON m.MessageId = r.MessageId
LEFT JOIN outbox.EventType AS t ON t.Name = m.CapturedBy
ORDER BY m.MessageId;

SELECT f.MessageId, f.Code, f.Field, f.Detail, f.CreatedAt
FROM #Traced AS r
INNER JOIN outbox.Fault AS f ON f.MessageId = r.MessageId
ORDER BY f.FaultId;

SELECT TOP (10000) r.MessageId, a.StartedAt, a.DurationMs, a.Items, a.HttpStatus, a.Answer, a.Detail, a.FirstMessage, a.LastMessage
FROM #Traced AS r
INNER JOIN outbox.Message AS m ON m.MessageId = r.MessageId
INNER JOIN outbox.Attempt AS a
    ON  r.MessageId BETWEEN a.FirstMessage AND a.LastMessage
    AND a.StartedAt >= DATEADD(MINUTE, -1, m.CreatedAt)
    AND a.StartedAt <= COALESCE(m.SentAt, a.StartedAt)
WHERE m.Attempts > 0
ORDER BY a.AttemptId;
