/*
  Purpose     Begins a run of a schedule: its window stands in outbox.Schedule, where the schedule's view can read it. Only
              where lane 0 is held by @Owner under @Token. The set: whether it is.
  Caller      The dispatcher that holds lane 0, before outbox.Due_NAME.
  Locks       Exclusive, on the schedule's row; shared, on lane 0, until the end. No range: whoever loses the race for a new
              schedule gets 2627.
  On failure  Nothing is changed; the run is due as before.
*/
CREATE OR ALTER PROCEDURE outbox.OpenSchedule
    @Name       nvarchar(300),
    @Token      bigint,
    @Owner      nvarchar(200),
    @WindowFrom datetime2(3),
    @WindowTo   datetime2(3)
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

DECLARE @IsHeld bit = 0;

BEGIN TRANSACTION;

IF EXISTS (SELECT 1 FROM outbox.Lane WITH (REPEATABLEREAD) WHERE Lane = 0 AND Token = @Token AND Owner = @Owner)
BEGIN
    SET @IsHeld = 1;

    UPDATE outbox.Schedule
    SET WindowFrom = @WindowFrom, WindowTo = @WindowTo
    WHERE Name = @Name;

    INSERT outbox.Schedule (Name, WindowFrom, WindowTo)
    SELECT @Name, @WindowFrom, @WindowTo
    WHERE NOT EXISTS (SELECT 1 FROM outbox.Schedule WHERE Name = @Name);
END;

COMMIT TRANSACTION;

SELECT @IsHeld AS IsHeld;
