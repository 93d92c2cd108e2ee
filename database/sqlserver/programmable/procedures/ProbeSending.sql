/*
  Purpose     Asks whether the caller may try one request while sending is held: one dispatcher at a time, and no more often
              than every @EveryMs. The set: whether it may.
  Caller      Dispatchers, while sending is held.
  Locks       Exclusive, on one row: the guard stands in the UPDATE itself, so that of two callers one is told yes.
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.ProbeSending
    @EveryMs int
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 5000;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

-- As exact as the column, so that a time just written is not later than now.
DECLARE @Now datetime2(3) = SYSUTCDATETIME();

UPDATE outbox.Brake
SET ProbedAt = @Now
WHERE HeldAt IS NOT NULL
  AND (ProbedAt IS NULL OR ProbedAt <= DATEADD(MILLISECOND, -@EveryMs, @Now) OR ProbedAt > DATEADD(MINUTE, 1, @Now));

SELECT CAST(CASE WHEN @@ROWCOUNT > 0 THEN 1 ELSE 0 END AS bit) AS MayProbe;
