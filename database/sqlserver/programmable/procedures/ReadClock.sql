/*
  Purpose     The database's clock, UTC.
  Caller      The dispatcher, for stamps and ages.
  Locks       None.
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.ReadClock
AS
SET NOCOUNT ON;

SELECT SYSUTCDATETIME() AS Now;
