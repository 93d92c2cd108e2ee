/*
  Purpose     Takes dead rows back: they are pending again and go with the next reads, under the id and the bytes that were saved
              of them, so that what Customer.io has taken before is no second event. Chosen by event, code of the reason, person
              and time of capture; all that is given must fit. The set, a row for each name and code: rows, and how many of them
              are older than the 72 hours in which an event starts campaigns.
  Caller      An operator (role outbox_operator), outbox requeue. @Help = 1 explains; @Execute = 'N' counts and changes nothing.
  Locks       Exclusive, on less than 4,000 rows at a time, each batch in a transaction of its own, in the order of the key:
              a statement does not escalate to a lock on the table (Microsoft, "Resolve blocking problems caused by lock
              escalation").
  On failure  What is through stays done; run again, it takes the rest.
*/
CREATE OR ALTER PROCEDURE outbox.Requeue
    @EventName nvarchar(300) = NULL,
    @Code      varchar(8)    = NULL,
    @Person    nvarchar(400) = NULL,
    @From      datetime2(3)  = NULL,
    @To        datetime2(3)  = NULL,
    @All       bit           = 0,
    @By        nvarchar(256) = NULL,
    @BatchSize int           = 2000,
    @Execute   char(1)       = 'Y',
    @Help      bit           = 0
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET DEADLOCK_PRIORITY LOW;
SET LOCK_TIMEOUT 5000;

IF @Help = 1
BEGIN
    PRINT N'EXEC outbox.Requeue @EventName = N''order_completed'', @Code = ''OBX459'', @Execute = ''N''';
    PRINT N'@EventName  the event''s name, or the kind of a row that is none: touch, merge, delete …';
    PRINT N'@Code       the code at the beginning of the reason.';
    PRINT N'@Person     the person''s key, or the id at Customer.io.';
    PRINT N'@From, @To  captured at or after, captured before; UTC.';
    PRINT N'@All        1 where nothing else is given: every dead row.';
    PRINT N'@Execute    ''N'' counts what would be taken back and changes nothing.';
    RETURN;
END;

IF @EventName IS NULL AND @Code IS NULL AND @Person IS NULL AND @From IS NULL AND @To IS NULL AND COALESCE(@All, 0) = 0
    THROW 50043, N'outbox.Requeue: say which rows: @EventName, @Code, @Person, @From, @To, or @All = 1.', 1;
IF @BatchSize IS NULL OR @BatchSize NOT BETWEEN 1 AND 3999
    THROW 50044, N'outbox.Requeue: @BatchSize must be 1 to 3999, so that no statement escalates to a lock on the table.', 1;
IF @Execute IS NULL OR @Execute NOT IN ('Y', 'N')
    THROW 50045, N'outbox.Requeue: @Execute must be ''Y'' or ''N''.', 1;

DECLARE @Taken TABLE (MessageId bigint NOT NULL PRIMARY KEY, Name nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL, Code varchar(8) COLLATE Latin1_General_100_BIN2 NOT NULL, IsLate bit NOT NULL);
DECLARE @Counts TABLE (Name nvarchar(300) COLLATE Latin1_General_100_BIN2 NOT NULL, Code varchar(8) COLLATE Latin1_General_100_BIN2 NOT NULL, Total bigint NOT NULL, Late bigint NOT NULL);
DECLARE @After       bigint = 0,
        @Rows        int    = 1,
        @OperationId bigint;

IF @Execute = 'Y'
BEGIN
    INSERT outbox.Operation (Name, DoneBy, Parameters, StartedAt)
    SELECT
        'requeue',
        COALESCE(@By, ORIGINAL_LOGIN()),
        CONCAT(N'event ', @EventName, N'; code ', @Code, N'; person ', CASE WHEN @Person IS NULL THEN N'' ELSE N'one' END, N'; from ', CONVERT(nvarchar(30), @From, 126),
               N'; to ', CONVERT(nvarchar(30), @To, 126)),
        SYSUTCDATETIME();
    SET @OperationId = SCOPE_IDENTITY();
END;

WHILE @Rows > 0
BEGIN
    DELETE FROM @Taken;

    INSERT @Taken (MessageId, Name, Code, IsLate)
    SELECT TOP (@BatchSize)
        m.MessageId,
        COALESCE(m.EventName, m.Kind),
        LEFT(COALESCE(m.Reason, N''), CASE WHEN CHARINDEX(N':', COALESCE(m.Reason, N'')) BETWEEN 2 AND 9 THEN CHARINDEX(N':', m.Reason) - 1 ELSE 8 END),
        CASE WHEN m.Kind = 'event' AND COALESCE(m.OccurredAt, m.CreatedAt) < DATEADD(HOUR, -72, SYSUTCDATETIME()) THEN 1 ELSE 0 END
    FROM outbox.Message AS m
    WHERE m.Status = 'dead'
      AND m.MessageId > @After
      AND (@EventName IS NULL OR COALESCE(m.EventName, m.Kind) = @EventName)
      AND (@Code IS NULL OR m.Reason LIKE @Code + N':%' OR m.Reason = @Code)
      AND (@Person IS NULL OR m.PersonKey = @Person OR m.PersonId = @Person)
      AND (@From IS NULL OR m.CreatedAt >= @From)
      AND (@To IS NULL OR m.CreatedAt < @To)
    ORDER BY m.MessageId;

    SET @Rows = @@ROWCOUNT;
    IF @Rows > 0
    BEGIN
        SELECT @After = MAX(MessageId) FROM @Taken;

        IF @Execute = 'Y'
            UPDATE m
            SET Status = 'pending', Reason = NULL, NotBefore = NULL
            FROM outbox.Message AS m WITH (FORCESEEK)
            INNER JOIN @Taken AS t ON t.MessageId = m.MessageId
            WHERE m.Status = 'dead';

        INSERT @Counts (Name, Code, Total, Late)
        SELECT Name, Code, COUNT_BIG(*), SUM(CONVERT(bigint, IsLate))
        FROM @Taken
        GROUP BY Name, Code;
    END;
END;

IF @OperationId IS NOT NULL
    UPDATE outbox.Operation
    SET EndedAt = SYSUTCDATETIME(), RowsChanged = COALESCE((SELECT SUM(Total) FROM @Counts), 0)
    WHERE OperationId = @OperationId;

SELECT Name, Code, SUM(Total) AS Total, SUM(Late) AS Late
FROM @Counts
GROUP BY Name, Code
ORDER BY Name, Code;
