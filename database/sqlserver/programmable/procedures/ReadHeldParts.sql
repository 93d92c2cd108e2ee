/*
  Purpose     The parts of the mapping whose rows wait for a definition that does not fit, and since when.
  Caller      The dispatcher, every few seconds; outbox status.
  Locks       Shared.
  On failure  Nothing is changed. 1222 after 5 s: the caller tries again.
*/
CREATE OR ALTER PROCEDURE outbox.ReadHeldParts
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 5000;

SELECT Part, Error, Subject, Line, HeldAt
FROM outbox.Held
ORDER BY Part;
