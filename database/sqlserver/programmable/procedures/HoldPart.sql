/*
  Purpose     Holds a part of the mapping: outbox.ReadLanes passes over its rows until RetryAt, when they are tried again. Since
              when a part is held stays as it is.
  Caller      The dispatcher, where a read of the shop's tables fails by their definition.
  Locks       One row of outbox.Held, or the range where it is to stand: it has as many rows as the mapping has parts at most.
              (Table hints: UPDLOCK, HOLDLOCK keep two that hold the same part from inserting it twice.)
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

DECLARE @Now datetime2(3) = SYSUTCDATETIME();

BEGIN TRANSACTION;

UPDATE outbox.Held WITH (UPDLOCK, HOLDLOCK)
SET Error = @Error, Subject = @Subject, Line = @Line, RetryAt = DATEADD(MILLISECOND, @RetryMs, @Now)
WHERE Part = @Part COLLATE Latin1_General_100_BIN2;

INSERT outbox.Held (Part, Error, Subject, Line, HeldAt, RetryAt)
SELECT @Part, @Error, @Subject, @Line, @Now, DATEADD(MILLISECOND, @RetryMs, @Now)
WHERE NOT EXISTS (SELECT 1 FROM outbox.Held AS h WHERE h.Part = @Part COLLATE Latin1_General_100_BIN2);

COMMIT TRANSACTION;
