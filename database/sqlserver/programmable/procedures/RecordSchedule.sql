/*
  Purpose     Ends a run of a schedule: its window was covered, and the next begins where it ends. @Events NULL: it failed,
              and is due as before. Only where lane 0 is held by @Owner under @Token: another owner opens the window again,
              and finds the same rows, which the outbox then holds.
  Caller      The dispatcher that holds lane 0, after outbox.Due_NAME.
  Locks       Exclusive, on the schedule's row.
  On failure  Nothing is recorded; the run is due as before.
*/
CREATE OR ALTER PROCEDURE outbox.RecordSchedule
    @Name     nvarchar(300),
    @Token    bigint,
    @Owner    nvarchar(200),
    @WindowTo datetime2(3),
    @Events   int
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

UPDATE s
SET LastSuccessAt = CASE WHEN @Events IS NULL THEN s.LastSuccessAt ELSE @WindowTo END,
    LastEvents    = COALESCE(@Events, s.LastEvents),
    LastFailureAt = CASE WHEN @Events IS NULL THEN SYSUTCDATETIME() ELSE s.LastFailureAt END
FROM outbox.Schedule AS s
WHERE s.Name = @Name
  AND EXISTS (SELECT 1 FROM outbox.Lane AS l WHERE l.Lane = 0 AND l.Token = @Token AND l.Owner = @Owner);
