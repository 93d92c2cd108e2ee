/*
  Purpose     When each schedule last succeeded, and the clock to compare it with. Two sets: (Now), then the schedules.
  Caller      The dispatcher that holds lane 0.
  Locks       Shared.
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.ReadSchedules
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

SELECT SYSUTCDATETIME() AS Now;

SELECT Name, LastSuccessAt
FROM outbox.Schedule
ORDER BY Name;
