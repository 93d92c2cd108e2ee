/*
  Purpose     Creates, or brings to the values below, a daily SQL Agent job that keeps the outbox small: outbox.Purge in the
              shop's database.
  Caller      A DBA, once and after each change of the values, in the shop's database (sqlcmd -d Shop -i PurgeJob.sql): the
              job is made for the database that this runs in. A member of SQLAgentUserRole in msdb, or a sysadmin.
  Locks       None in the shop's database. Rows of msdb, for a moment.
  On failure  Nothing of it stays: one transaction.
  Notes       @Execute = 'N' prints what it would do and changes nothing. Azure SQL Database and Express have no SQL Agent:
              there, run "outbox purge" by any scheduler.
*/
SET NOCOUNT ON;
SET XACT_ABORT ON;

DECLARE @Execute       char(1)       = 'Y',      -- 'N': print what would be done
        @RetentionDays int           = 30,       -- days after which a sent or skipped row loses its payload
        @DedupeDays    int           = NULL,     -- days after which a row goes, 30 or more; NULL: never
        @StartTime     int           = 34500,    -- HHMMSS by the server's clock: 34500 is a quarter to four at night
        @Owner         sysname       = NULL;     -- a login; NULL: whoever runs this

DECLARE @Database sysname       = DB_NAME(),
        @Job      sysname       = CONVERT(sysname, N'Outbox: purge ' + DB_NAME()),
        @Schedule sysname       = CONVERT(sysname, N'Outbox: daily purge ' + DB_NAME()),
        @Command  nvarchar(max),
        @Found    uniqueidentifier,
        @Plan     int;

SET @Owner = COALESCE(@Owner, SUSER_SNAME());
SET @Command = N'EXEC outbox.Purge @RetentionDays = ' + CONVERT(nvarchar(11), @RetentionDays)
             + N', @DedupeDays = ' + COALESCE(CONVERT(nvarchar(11), @DedupeDays), N'NULL')
             + N', @Execute = ''Y'';';

IF OBJECT_ID(N'outbox.Purge', N'P') IS NULL
    THROW 50010, N'PurgeJob: this database has no outbox.Purge. Run it in the shop''s database, after outbox migrate.', 1;
IF CONVERT(int, SERVERPROPERTY('EngineEdition')) IN (4, 5)
    THROW 50011, N'PurgeJob: this edition has no SQL Agent. Run "outbox purge" by another scheduler.', 1;
IF @Execute IS NULL OR @Execute NOT IN ('Y', 'N')
    THROW 50012, N'PurgeJob: @Execute must be ''Y'' or ''N''.', 1;
IF @RetentionDays IS NULL OR @RetentionDays < 1 OR @DedupeDays < @RetentionDays OR @DedupeDays < 30
    THROW 50013, N'PurgeJob: @RetentionDays is 1 or more; @DedupeDays is NULL, or at least @RetentionDays and 30.', 1;
IF @StartTime IS NULL OR @StartTime NOT BETWEEN 0 AND 235959
    THROW 50014, N'PurgeJob: @StartTime is a time of day as HHMMSS.', 1;

SELECT @Found = job_id FROM msdb.dbo.sysjobs WHERE name = @Job;

IF @Execute = 'N'
BEGIN
    PRINT CASE WHEN @Found IS NULL THEN N'Would create' ELSE N'Would replace' END + N' the job "' + @Job + N'" of ' + @Owner + N',';
    PRINT N'daily at ' + STUFF(STUFF(RIGHT(N'000000' + CONVERT(nvarchar(6), @StartTime), 6), 5, 0, N':'), 3, 0, N':')
        + N', in ' + QUOTENAME(@Database) + N':';
    PRINT @Command;
    RETURN;
END;

BEGIN TRANSACTION;

-- Replaced as a whole, its history with it: what it is then does not depend on what it was.
IF @Found IS NOT NULL
    EXEC msdb.dbo.sp_delete_job @job_id = @Found, @delete_history = 1, @delete_unused_schedule = 1;

SET @Found = NULL;
EXEC msdb.dbo.sp_add_job
    @job_name              = @Job,
    @enabled               = 1,
    @owner_login_name      = @Owner,
    @description           = N'Takes the payload of old rows that were sent or skipped from the outbox. Made by deploy/sql-agent/PurgeJob.sql.',
    @notify_level_eventlog = 2,
    @job_id                = @Found OUTPUT;

EXEC msdb.dbo.sp_add_jobstep
    @job_id         = @Found,
    @step_name      = N'outbox.Purge',
    @subsystem      = N'TSQL',
    @database_name  = @Database,
    @command        = @Command,
    @retry_attempts = 2,
    @retry_interval = 10;

EXEC msdb.dbo.sp_add_jobschedule
    @job_id            = @Found,
    @name              = @Schedule,
    @enabled           = 1,
    @freq_type         = 4,
    @freq_interval     = 1,
    @active_start_time = @StartTime,
    @schedule_id       = @Plan OUTPUT;

EXEC msdb.dbo.sp_add_jobserver @job_id = @Found, @server_name = N'(LOCAL)';

COMMIT TRANSACTION;

PRINT N'Created the job "' + @Job + N'".';
