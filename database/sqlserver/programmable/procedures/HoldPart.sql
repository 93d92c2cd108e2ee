/*
  Purpose     Holds a part of the mapping: outbox.ReadLanes passes over its rows until RetryAt, when they are tried again. Since
              when a part is held stays as it is.
  Caller      The dispatcher, where a read of the shop's tables fails by their definition.
  Locks       Exclusive, on one row of outbox.Held. No range is held to see that it is not there: of two that hold the same part
              for the first time at once, one gets error 2627 and tries again.
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.HoldPart
    @Part    nvarchar(300),
    @Error   nvarchar(200),
    @Subject nvarchar(300) = NULL,
    @Line    int = NULL,
    @RetryMs int
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 5000;

DECLARE @Now datetime2(3) = SYSUTCDATETIME();

UPDATE outbox.Held
SET Error = @Error, Subject = @Subject, Line = @Line, RetryAt = DATEADD(MILLISECOND, @RetryMs, @Now)
WHERE Part = @Part;

IF @@ROWCOUNT = 0
    INSERT outbox.Held (Part, Error, Subject, Line, HeldAt, RetryAt)
    VALUES (@Part, @Error, @Subject, @Line, @Now, DATEADD(MILLISECOND, @RetryMs, @Now));
