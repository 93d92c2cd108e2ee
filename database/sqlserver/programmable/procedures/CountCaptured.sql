/*
  Purpose     How many events of a type were captured since a time, counted no further than @AtMost: whether it is silent.
  Caller      outbox doctor.
  Locks       None: a number that is a moment old serves as well.
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.CountCaptured
    @CapturedBy nvarchar(300),
    @Since      datetime2(3),
    @AtMost     int
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;

SELECT COUNT_BIG(*) AS Captured
FROM
(
    SELECT TOP (@AtMost) MessageId
    FROM outbox.Message
    WHERE CapturedBy = @CapturedBy AND Kind = 'event' AND CreatedAt >= @Since
    ORDER BY MessageId DESC
) AS m;
