/*
  Purpose     Keeps the outbox small. A row that was sent or skipped loses its payload after @RetentionDays. With
              @DedupeDays it is removed after so many days; until then its event id still finds duplicates. What is
              removed moves the horizon of its event type (EventType.PurgedBefore): facts before it count as delivered.
              Dead and pending rows stay. Of the attempt log, requests older than @RetentionDays go, and faults older than
              @FaultDays.
  Caller      SQL Agent, daily (deploy/sql-agent), or an operator. @Help = 1 explains; @Execute = 'N' prints what it
              would do.
  Locks       Exclusive, on less than @BatchSize rows at a time, in the order of the key, each batch in a transaction of
              its own: below 4,000 rows a statement does not escalate to a lock on the table (lock escalation begins at
              5,000 locks of one statement). After each batch it pauses, so that log, replicas and the shop keep up. A batch
              that would wait longer than LOCK_TIMEOUT or is chosen in a deadlock gives way to the shop.
  On failure  Batches that are through stay done; the next run goes on.
  Notes       Where the walk has come to stands in outbox.Upkeep: the trimmed rows before it are not read again each night.
              Rows that it passed over, since they were pending or dead, stand in outbox.PurgeLater, and are looked up by
              themselves. The walk that removes begins at the first row that is left.
*/
CREATE OR ALTER PROCEDURE outbox.Purge
    @RetentionDays int     = 30,
    @DedupeDays    int     = NULL,
    @FaultDays     int     = 90,
    @BatchSize     int     = 2000,
    @Execute       char(1) = 'Y',
    @Help          bit     = 0
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET DEADLOCK_PRIORITY LOW;
SET LOCK_TIMEOUT 5000;

IF @Help = 1
BEGIN
    PRINT N'EXEC outbox.Purge @RetentionDays = 30, @DedupeDays = NULL, @FaultDays = 90, @BatchSize = 2000, @Execute = ''Y''';
    PRINT N'@RetentionDays  1 or more: days after which a sent or skipped row loses its payload.';
    PRINT N'@DedupeDays     NULL: rows stay, small, for good. Else at least @RetentionDays and 30: days after which a row goes.';
    PRINT N'@FaultDays      at least 7: days after which a fault goes.';
    PRINT N'@BatchSize      1 to 3999 rows a transaction.';
    PRINT N'@Execute        ''N'' tells what would be done and changes nothing.';
    RETURN;
END;

IF @RetentionDays IS NULL OR @RetentionDays < 1
    THROW 50001, N'outbox.Purge: @RetentionDays must be 1 or more.', 1;
IF @DedupeDays < @RetentionDays OR @DedupeDays < 30
    THROW 50002, N'outbox.Purge: @DedupeDays must be NULL, or at least @RetentionDays and 30.', 1;
IF @BatchSize IS NULL OR @BatchSize NOT BETWEEN 1 AND 3999
    THROW 50003, N'outbox.Purge: @BatchSize must be 1 to 3999, so that no statement escalates to a lock on the table.', 1;
IF @Execute NOT IN ('Y', 'N')
    THROW 50004, N'outbox.Purge: @Execute must be ''Y'' or ''N''.', 1;
IF @FaultDays IS NULL OR @FaultDays < 7
    THROW 50005, N'outbox.Purge: @FaultDays must be 7 or more.', 1;

DECLARE @TrimBefore  datetime2(3) = DATEADD(DAY, -@RetentionDays, SYSUTCDATETIME()),
        @PurgeBefore datetime2(3) = DATEADD(DAY, -@DedupeDays, SYSUTCDATETIME()),
        @FaultBefore datetime2(3) = DATEADD(DAY, -@FaultDays, SYSUTCDATETIME()),
        @After       bigint       = 0,
        @Last        bigint,
        @Young       bigint,
        @Rows        int,
        @Trimmed     bigint       = 0,
        @Removed     bigint       = 0;

DECLARE @Batch TABLE (MessageId bigint NOT NULL PRIMARY KEY, IsOld bit NOT NULL, IsClosed bit NOT NULL, ToTrim bit NOT NULL, ToRemove bit NOT NULL);

-- What goes altogether. Message numbers rise with time, but for transactions that were open long: rows are taken by their own
-- time, and the walk by the key ends at the first batch that is wholly too young.
WHILE @PurgeBefore IS NOT NULL
BEGIN
    DELETE FROM @Batch;

    INSERT @Batch (MessageId, IsOld, IsClosed, ToTrim, ToRemove)
    SELECT TOP (@BatchSize)
        MessageId,
        CASE WHEN CreatedAt < @PurgeBefore THEN 1 ELSE 0 END,
        0,
        0,
        CASE WHEN Status IN ('sent', 'skipped') AND CreatedAt < @PurgeBefore AND COALESCE(OccurredAt, CreatedAt) < @PurgeBefore THEN 1 ELSE 0 END
    FROM outbox.Message
    WHERE MessageId > @After
    ORDER BY MessageId;

    SET @Last = (SELECT MAX(MessageId) FROM @Batch);
    IF @Last IS NULL OR NOT EXISTS (SELECT 1 FROM @Batch WHERE IsOld = 1)
        BREAK;

    SET @After = @Last;
    SET @Rows = (SELECT COUNT(*) FROM @Batch WHERE ToRemove = 1);
    SET @Removed += @Rows;

    IF @Execute = 'Y' AND @Rows > 0
    BEGIN
        BEGIN TRANSACTION;

        UPDATE t
        SET PurgedBefore = @PurgeBefore
        FROM outbox.EventType AS t
        WHERE (t.PurgedBefore IS NULL OR t.PurgedBefore < @PurgeBefore)
          AND EXISTS
          (
              SELECT 1
              FROM @Batch AS b
              INNER JOIN outbox.Message AS m WITH (FORCESEEK) ON m.MessageId = b.MessageId
              WHERE b.ToRemove = 1 AND m.CapturedBy = t.Name
          );

        DELETE m
        FROM outbox.Message AS m WITH (FORCESEEK)
        INNER JOIN @Batch AS b ON b.MessageId = m.MessageId
        WHERE b.ToRemove = 1 AND m.Status IN ('sent', 'skipped');

        COMMIT TRANSACTION;
        WAITFOR DELAY '00:00:00.050';
    END;
END;

-- Rows that an earlier run passed over, once they are closed or gone.
SET @After = 0;
WHILE 1 = 1
BEGIN
    DELETE FROM @Batch;

    INSERT @Batch (MessageId, IsOld, IsClosed, ToTrim, ToRemove)
    SELECT TOP (@BatchSize)
        l.MessageId,
        1,
        CASE WHEN m.Status IN ('pending', 'dead') THEN 0 ELSE 1 END,
        CASE WHEN m.Status IN ('sent', 'skipped')
                  AND (m.Captured IS NOT NULL OR m.Properties IS NOT NULL)
                  AND (@PurgeBefore IS NULL OR m.CreatedAt >= @PurgeBefore OR COALESCE(m.OccurredAt, m.CreatedAt) >= @PurgeBefore)
             THEN 1 ELSE 0 END,
        0
    FROM outbox.PurgeLater AS l
    LEFT JOIN outbox.Message AS m WITH (FORCESEEK) ON m.MessageId = l.MessageId
    WHERE l.MessageId > @After
    ORDER BY l.MessageId;

    SET @Last = (SELECT MAX(MessageId) FROM @Batch);
    IF @Last IS NULL
        BREAK;

    SET @After = @Last;
    SET @Trimmed += (SELECT COUNT(*) FROM @Batch WHERE ToTrim = 1);

    IF @Execute = 'Y' AND EXISTS (SELECT 1 FROM @Batch WHERE IsClosed = 1)
    BEGIN
        BEGIN TRANSACTION;

        UPDATE m
        SET Captured = NULL, Properties = NULL
        FROM outbox.Message AS m WITH (FORCESEEK)
        INNER JOIN @Batch AS b ON b.MessageId = m.MessageId
        WHERE b.ToTrim = 1 AND m.Status IN ('sent', 'skipped');

        DELETE l
        FROM outbox.PurgeLater AS l
        INNER JOIN @Batch AS b ON b.MessageId = l.MessageId
        WHERE b.IsClosed = 1;

        COMMIT TRANSACTION;
        WAITFOR DELAY '00:00:00.050';
    END;
END;

-- What loses its payload, from where the last run ended to the first row that is too young.
SET @After = COALESCE((SELECT TrimmedTo FROM outbox.Upkeep WHERE Upkeep = 1), 0);
WHILE 1 = 1
BEGIN
    DELETE FROM @Batch;

    INSERT @Batch (MessageId, IsOld, IsClosed, ToTrim, ToRemove)
    SELECT TOP (@BatchSize)
        MessageId,
        CASE WHEN CreatedAt < @TrimBefore THEN 1 ELSE 0 END,
        CASE WHEN Status IN ('sent', 'skipped') THEN 1 ELSE 0 END,
        CASE WHEN Status IN ('sent', 'skipped')
                  AND (Captured IS NOT NULL OR Properties IS NOT NULL)
                  AND (@PurgeBefore IS NULL OR CreatedAt >= @PurgeBefore OR COALESCE(OccurredAt, CreatedAt) >= @PurgeBefore)
             THEN 1 ELSE 0 END,
        0
    FROM outbox.Message
    WHERE MessageId > @After
    ORDER BY MessageId;

    SET @Young = (SELECT MIN(MessageId) FROM @Batch WHERE IsOld = 0);
    DELETE FROM @Batch WHERE MessageId >= @Young;

    SET @Last = (SELECT MAX(MessageId) FROM @Batch);
    IF @Last IS NULL
        BREAK;

    SET @After = @Last;
    SET @Rows = (SELECT COUNT(*) FROM @Batch WHERE ToTrim = 1);
    SET @Trimmed += @Rows;

    IF @Execute = 'Y'
    BEGIN
        BEGIN TRANSACTION;

        UPDATE m
        SET Captured = NULL, Properties = NULL
        FROM outbox.Message AS m WITH (FORCESEEK)
        INNER JOIN @Batch AS b ON b.MessageId = m.MessageId
        WHERE b.ToTrim = 1 AND m.Status IN ('sent', 'skipped');

        INSERT outbox.PurgeLater (MessageId)
        SELECT b.MessageId
        FROM @Batch AS b
        WHERE b.IsClosed = 0
          AND NOT EXISTS (SELECT 1 FROM outbox.PurgeLater AS l WHERE l.MessageId = b.MessageId);

        UPDATE outbox.Upkeep SET TrimmedTo = @Last WHERE Upkeep = 1;

        COMMIT TRANSACTION;
        IF @Rows > 0
            WAITFOR DELAY '00:00:00.050';
    END;

    IF @Young IS NOT NULL
        BREAK;
END;

-- The attempt log is kept as long as payloads are. Its numbers rise with time: the walk ends at the first young one.
WHILE @Execute = 'Y'
BEGIN
    DELETE a
    FROM outbox.Attempt AS a
    INNER JOIN (SELECT TOP (@BatchSize) AttemptId FROM outbox.Attempt ORDER BY AttemptId) AS o ON o.AttemptId = a.AttemptId
    WHERE a.StartedAt < @TrimBefore;

    IF @@ROWCOUNT = 0
        BREAK;
    WAITFOR DELAY '00:00:00.050';
END;

WHILE @Execute = 'Y'
BEGIN
    DELETE f
    FROM outbox.Fault AS f
    INNER JOIN (SELECT TOP (@BatchSize) FaultId FROM outbox.Fault ORDER BY FaultId) AS o ON o.FaultId = f.FaultId
    WHERE f.CreatedAt < @FaultBefore;

    IF @@ROWCOUNT = 0
        BREAK;
    WAITFOR DELAY '00:00:00.050';
END;

SELECT @Trimmed AS Trimmed, @Removed AS Removed;
