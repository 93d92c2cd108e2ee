/*
  Purpose     What Customer.io last accepted of some persons, and when it first accepted each (NULL for not yet). Who was never
              sent is not in the answer.
  Caller      The dispatcher.
  Locks       Shared, by key.
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.ReadSentPeople
    @PersonIds outbox.KeyList READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

SELECT p.PersonId, p.AttributesHash, p.Stamp, p.FirstSentAt, p.Baseline
FROM @PersonIds AS i
INNER JOIN outbox.Person AS p WITH (FORCESEEK) ON p.PersonId = i.[Key];
