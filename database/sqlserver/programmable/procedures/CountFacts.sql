/*
  Purpose     How many events of a type the outbox has within a time of the fact, repeats aside: to compare with its table.
  Caller      outbox doctor --launch.
  Locks       None: a number that is a moment old serves as well.
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.CountFacts
    @CapturedBy nvarchar(300),
    @From       datetime2(3),
    @To         datetime2(3)
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;

SELECT COUNT_BIG(DISTINCT EventId) AS Facts
FROM outbox.Message
WHERE CapturedBy = @CapturedBy AND Kind = 'event' AND OccurredAt >= @From AND OccurredAt < @To;
