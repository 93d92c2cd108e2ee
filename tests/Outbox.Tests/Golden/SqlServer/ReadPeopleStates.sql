/*
  Purpose     People's states as they are now, by the texts of their keys. Every set's first column says by its name what it
              is and by its value which key it belongs to; a key that nobody has is in none.
  Caller      The dispatcher. Made by outbox migrate from the mapping.
  Locks       Shared, for as long as a row is read. Without READ_COMMITTED_SNAPSHOT it waits for open
              transactions of the shop, which is meant: what is sent is what was committed. It waits no longer
              than LOCK_TIMEOUT (error 1222).
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.ReadPeopleStates
    @Keys outbox.KeyList READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 250;

SELECT
    k.[Key] AS people,
    CONVERT(nvarchar(20), p.CustomerId) AS StoredKey,
    CONVERT(bit, CASE WHEN p.IsTest = 0 THEN 1 ELSE 0 END) AS IsIncluded,
    CONVERT(bit, CASE WHEN p.DeletedAt IS NOT NULL THEN 1 ELSE 0 END) AS IsDeleted
FROM (SELECT [Key], TRY_CONVERT(bigint, NULLIF([Key], N'')) AS Id FROM @Keys) AS k
INNER JOIN dbo.Customers AS p ON p.CustomerId = k.Id;
