/*
  Purpose     What was sent of a row, and of what row something that was sent is: by event id, or by the ULID that stands at
              Customer.io.
  Caller      Operators. @Help = 1 explains.
  Locks       Shared, and READPAST: nobody waits; rows that an open transaction holds are not sent yet.
  On failure  Nothing is changed.
  Notes       A ULID is a hash: to find its row, those of the period are hashed. The SQL CLR function does it where it is
              installed and runs; its trust is a setting of the server, which a failover can take away, so that the T-SQL
              function follows where it does not.
*/
CREATE OR ALTER PROCEDURE outbox.FindEvent
    @EventId nvarchar(255)  = NULL,
    @Ulid    nvarchar(4000) = NULL,
    @Since   datetime2(3)   = NULL,
    @Until   datetime2(3)   = NULL,
    @Source  nvarchar(400)  = NULL,
    @Help    bit            = 0
AS
SET NOCOUNT ON;
SET XACT_ABORT OFF;   -- a SQL CLR function that does not run shall not take the caller's transaction with it
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;   -- READPAST is refused under others; it reverts at the end

IF @Help = 1
BEGIN
    PRINT N'EXEC outbox.FindEvent @EventId = N''order_completed:1001''                       -- what was sent of it';
    PRINT N'EXEC outbox.FindEvent @Ulid = N''01DXM6K6WVZ371Q29KV2SM89CN'', @Since = ''2026-11-01''   -- of what row that is';
    PRINT N'@Since, @Until  when the row was captured, UTC; the last seven days by default. Only with @Ulid.';
    PRINT N'@Source         the mapping''s source; that of the stored mapping by default.';
    RETURN;
END;

IF (@EventId IS NULL AND @Ulid IS NULL) OR (@EventId IS NOT NULL AND @Ulid IS NOT NULL)
    THROW 50021, N'outbox.FindEvent: give one of @EventId and @Ulid.', 1;
IF @Ulid IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outbox.DecodeUlid(@Ulid) AS d WHERE d.HashPrefix IS NOT NULL)
    THROW 50022, N'outbox.FindEvent: @Ulid is none of the outbox''s. A ULID has 26 characters, and one of the outbox names a time of early 2020.', 1;
IF @Source IS NULL
    SELECT TOP (1) @Source = JSON_VALUE(Catalog, '$.Source') FROM outbox.Mapping ORDER BY MappingId DESC;
IF @Source IS NULL
    THROW 50023, N'outbox.FindEvent: the database has no mapping yet. Give @Source.', 1;

-- The event id under the name that was sent, or else will be if the type is live.
CREATE TABLE #Found
(
    MessageId bigint        NOT NULL PRIMARY KEY,
    SentId    nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    Ulid      nvarchar(26)  COLLATE Latin1_General_100_BIN2 NULL
);

INSERT #Found (MessageId, SentId)
SELECT MessageId, COALESCE(SentAs, EventName) + SUBSTRING(EventId, LEN(EventName) + 1, 255)
FROM outbox.Message WITH (READPAST, READCOMMITTEDLOCK)
WHERE Kind = 'event' AND EventId = @EventId AND EventId IS NOT NULL AND EventName IS NOT NULL;

IF @Ulid IS NOT NULL
    INSERT #Found (MessageId, SentId)
    SELECT MessageId, COALESCE(SentAs, EventName) + SUBSTRING(EventId, LEN(EventName) + 1, 255)
    FROM outbox.Message WITH (READPAST, READCOMMITTEDLOCK)
    WHERE Kind = 'event'
      AND EventId IS NOT NULL
      AND EventName IS NOT NULL
      AND CreatedAt >= COALESCE(@Since, DATEADD(DAY, -7, SYSUTCDATETIME()))
      AND CreatedAt < COALESCE(@Until, DATEADD(DAY, 1, SYSUTCDATETIME()));

IF OBJECT_ID(N'outbox.EventUlid_Clr') IS NOT NULL
BEGIN TRY
    EXEC sys.sp_executesql
        N'UPDATE #Found SET Ulid = outbox.EventUlid_Clr(@Source, SentId);',
        N'@Source nvarchar(400)', @Source;
END TRY
BEGIN CATCH
    PRINT N'The SQL CLR function does not run here, the T-SQL function is taken: ' + ERROR_MESSAGE();
END CATCH;

UPDATE #Found SET Ulid = outbox.EventUlid(@Source, SentId) WHERE Ulid IS NULL;

SELECT
    f.Ulid,
    f.SentId,
    m.MessageId,
    m.EventId,
    COALESCE(m.PersonId, m.PersonKey) AS PersonId,
    m.Status,
    m.Reason,
    COALESCE(m.OccurredAt, m.CreatedAt) AS OccurredAt,
    m.CreatedAt,
    m.SentAt
FROM #Found AS f
INNER JOIN outbox.Message AS m WITH (READPAST, READCOMMITTEDLOCK) ON m.MessageId = f.MessageId
WHERE @Ulid IS NULL OR f.Ulid = UPPER(@Ulid COLLATE Latin1_General_100_BIN2)
ORDER BY m.MessageId;
