/*
  Purpose     The captures whose trigger is not as migrate left it: gone, on another table, without a column that it names,
              disabled or changed. No row, nothing wrong.
  Caller      The dispatcher, with its look at the outbox's health.
  Locks       None but those of the catalog.
  On failure  Nothing is changed.
  Notes       The dispatcher's role may not see the shop's definitions; outbox.CaptureStates tells how it is seen all the same.
*/
CREATE OR ALTER PROCEDURE outbox.ReadCaptureStates
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 2000;   -- a deployment holds the catalog for a moment: better not seen than late

SELECT s.SchemaName, s.TableName, s.State, s.Detail
FROM outbox.CaptureStates() AS s
WHERE s.State <> 'same'
ORDER BY s.SchemaName, s.TableName;
