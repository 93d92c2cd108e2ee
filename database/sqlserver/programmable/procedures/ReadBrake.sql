/*
  Purpose     Whether sending is held, why, and until when somebody has accepted that rows die. No row: never held.
  Caller      Every dispatcher, every few seconds; its health; outbox status.
  Locks       None: a state that is a moment old serves as well.
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.ReadBrake
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;

SELECT SYSUTCDATETIME() AS Now, HeldAt, HeldBy, Dead, Settled, Code, ResumedAt, AcceptedUntil
FROM outbox.Brake;
