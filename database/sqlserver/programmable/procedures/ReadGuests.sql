/*
  Purpose     The ids that stand for some persons: of their guests, and of keys that they had. (PersonKey, PersonId, MergedAt).
  Caller      The dispatcher, where a person is forgotten: these ids go as well.
  Locks       Shared, by key.
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.ReadGuests
    @Keys outbox.KeyList READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

SELECT g.PersonKey, g.PersonId, g.MergedAt
FROM @Keys AS k
INNER JOIN outbox.Guest AS g WITH (FORCESEEK) ON g.PersonKey = k.[Key];
