/*
  Purpose     Keeps the outbox small. A row that was sent or skipped loses its payload after @RetentionDays. With
              @DedupeDays it is removed after so many days; until then its event id still finds duplicates. What is
              removed moves the horizon of its event type (EventType.PurgedBefore): facts before it count as delivered.
              Dead and pending rows stay. Of the attempt log, requests older than @RetentionDays go.
  Caller      SQL Agent, daily (deploy/sql-agent), or an operator. @Help = 1 explains; @Execute = 'N' prints what it
              would do.
  Locks       Exclusive, on less than @BatchSize rows at a time, in the order of the key, each batch in a transaction of
              its own: below 4,000 rows a statement does not escalate to a lock on the table (lock escalation begins at
              5,000 locks of one statement). A batch that would wait longer than LOCK_TIMEOUT or is chosen in a deadlock
              gives way to the shop.
  On failure  Batches that are through stay done; the next run goes on.
*/
CREATE OR ALTER PROCEDURE outbox.Purge
    @RetentionDays int     = 30,
    @DedupeDays    int     = NULL,
    @BatchSize     int     = 2000,
    @Execute       char(1) = 'Y',
    @Help          bit     = 0
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET DEADLOCK_PRIORITY LOW;
SET LOCK_TIMEOUT 5000;

IF @Help = 1
BEGIN
    PRINT N'EXEC outbox.Purge @RetentionDays = 30, @DedupeDays = NULL, @BatchSize = 2000, @Execute = ''Y''';
    PRINT N'@RetentionDays  1 or more: days after which a sent or skipped row loses its payload.';
    PRINT N'@DedupeDays     NULL: rows stay, small, for good. Else at least @RetentionDays and 30: days after which a row goes.';
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

DECLARE @TrimBefore  datetime2(3) = DATEADD(DAY, -@RetentionDays, SYSUTCDATETIME()),
        @PurgeBefore datetime2(3) = DATEADD(DAY, -@DedupeDays, SYSUTCDATETIME()),
        @After       bigint       = 0,
        @Last        bigint,
        @Trimmed     bigint       = 0,
        @Removed     bigint       = 0;

-- Message numbers rise with time, but for transactions that were open long: rows are taken by their own time, and the
-- walk by the key ends at the first batch that is wholly too young.
DECLARE @Batch TABLE (MessageId bigint NOT NULL PRIMARY KEY, ToTrim bit NOT NULL, ToRemove bit NOT NULL, IsOld bit NOT NULL);

WHILE 1 = 1
BEGIN
    DELETE FROM @Batch;

    INSERT @Batch (MessageId, ToTrim, ToRemove, IsOld)
    SELECT TOP (@BatchSize)
        MessageId,
        CASE WHEN Status IN ('sent', 'skipped') AND CreatedAt < @TrimBefore AND (Captured IS NOT NULL OR Properties IS NOT NULL)
             THEN 1 ELSE 0 END,
        CASE WHEN Status IN ('sent', 'skipped') AND CreatedAt < @PurgeBefore AND COALESCE(OccurredAt, CreatedAt) < @PurgeBefore
             THEN 1 ELSE 0 END,
        CASE WHEN CreatedAt < @TrimBefore THEN 1 ELSE 0 END
    FROM outbox.Message WITH (READPAST, READCOMMITTEDLOCK)
    WHERE MessageId > @After
    ORDER BY MessageId;

    SELECT @Last = MAX(MessageId) FROM @Batch;
    IF @Last IS NULL OR NOT EXISTS (SELECT 1 FROM @Batch WHERE IsOld = 1)
        BREAK;

    SET @After = @Last;
    SELECT
        @Removed = @Removed + COALESCE(SUM(CASE WHEN ToRemove = 1 THEN 1 ELSE 0 END), 0),
        @Trimmed = @Trimmed + COALESCE(SUM(CASE WHEN ToTrim = 1 AND ToRemove = 0 THEN 1 ELSE 0 END), 0)
    FROM @Batch;

    IF @Execute = 'Y' AND EXISTS (SELECT 1 FROM @Batch WHERE ToTrim = 1 OR ToRemove = 1)
    BEGIN
        BEGIN TRANSACTION;

        IF EXISTS (SELECT 1 FROM @Batch WHERE ToRemove = 1)
        BEGIN
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
        END;

        UPDATE m
        SET Captured = NULL, Properties = NULL
        FROM outbox.Message AS m WITH (FORCESEEK)
        INNER JOIN @Batch AS b ON b.MessageId = m.MessageId
        WHERE b.ToTrim = 1 AND b.ToRemove = 0 AND m.Status IN ('sent', 'skipped');

        COMMIT TRANSACTION;
    END;
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
END;

SELECT @Trimmed AS Trimmed, @Removed AS Removed;
