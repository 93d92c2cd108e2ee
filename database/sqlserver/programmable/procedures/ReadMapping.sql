/*
  Purpose     The mapping that migrate stored last.
  Caller      The dispatcher and the commands, when they start and every few seconds.
  Locks       Shared, on one row.
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.ReadMapping
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

SELECT TOP (1) Text, Catalog, StoredAt
FROM outbox.Mapping
ORDER BY MappingId DESC;
