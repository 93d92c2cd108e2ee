/*
  Purpose     Lets sending go on after it was held for the number of rows that died. For @Minutes rows may then die in any
              number: whoever runs it has seen the reasons. What dies is in outbox.DeadLetter, and outbox.Requeue takes it back.
  Caller      An operator (role outbox_operator), outbox resume-sending; the dispatcher with @Minutes = 0, once a request has
              gone through. @Help = 1 explains; @Execute = 'N' prints what it would do.
  Locks       Exclusive, on one row.
  On failure  Nothing is changed; it can be run again.
*/
CREATE OR ALTER PROCEDURE outbox.ResumeSending
    @Minutes int           = 10,
    @By      nvarchar(256) = NULL,
    @Execute char(1)       = 'Y',
    @Help    bit           = 0
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 5000;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

IF @Help = 1
BEGIN
    PRINT N'EXEC outbox.ResumeSending @Minutes = 10, @Execute = ''Y''';
    PRINT N'@Minutes  0 to 1440: for so long rows may die in any number without sending being held again.';
    PRINT N'@Execute  ''N'' tells what would be done and changes nothing.';
    RETURN;
END;

IF @Minutes IS NULL OR @Minutes NOT BETWEEN 0 AND 1440
    THROW 50041, N'outbox.ResumeSending: @Minutes must be 0 to 1440.', 1;
IF @Execute IS NULL OR @Execute NOT IN ('Y', 'N')
    THROW 50042, N'outbox.ResumeSending: @Execute must be ''Y'' or ''N''.', 1;

DECLARE @HeldAt datetime2(3) = (SELECT HeldAt FROM outbox.Brake);

IF @Execute = 'N'
BEGIN
    IF @HeldAt IS NULL
        PRINT N'Sending is not held.';
    ELSE
        PRINT N'Sending, held since ' + CONVERT(nvarchar(30), @HeldAt, 126) + N'Z, would go on; for ' + CONVERT(nvarchar(10), @Minutes)
            + N' minutes rows may die in any number.';
END;
ELSE IF @HeldAt IS NOT NULL
BEGIN
    BEGIN TRANSACTION;

    UPDATE outbox.Brake
    SET HeldAt        = NULL,
        ResumedAt     = SYSUTCDATETIME(),
        AcceptedUntil = CASE WHEN @Minutes > 0 THEN DATEADD(MINUTE, @Minutes, SYSUTCDATETIME()) END;

    INSERT outbox.Operation (Name, DoneBy, Parameters, StartedAt, EndedAt)
    SELECT 'resume-sending', COALESCE(@By, ORIGINAL_LOGIN()), N'minutes ' + CONVERT(nvarchar(10), @Minutes), SYSUTCDATETIME(), SYSUTCDATETIME();

    COMMIT TRANSACTION;
END;

SELECT CAST(CASE WHEN @HeldAt IS NULL THEN 0 ELSE 1 END AS bit) AS WasHeld;
