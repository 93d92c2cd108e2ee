/*
  Purpose     Ends the holds of parts of the mapping: what they need can be read again.
  Caller      The dispatcher.
  Locks       The rows of these parts.
  On failure  Nothing is changed. 1222 after 5 s: the caller tries again.
*/
CREATE OR ALTER PROCEDURE outbox.ReleaseParts
    @Parts outbox.KeyList READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 5000;

DELETE FROM outbox.Held
WHERE Part IN (SELECT p.[Key] FROM @Parts AS p);
