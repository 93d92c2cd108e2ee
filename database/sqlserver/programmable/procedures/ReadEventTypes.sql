/*
  Purpose     The event types and how they go out.
  Caller      The dispatcher, every few seconds.
  Locks       Shared.
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.ReadEventTypes
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

SELECT Name, Delivery, RolloutPercent, TriggerSource, PurgedBefore, CreatedAt
FROM outbox.EventType
ORDER BY Name;
