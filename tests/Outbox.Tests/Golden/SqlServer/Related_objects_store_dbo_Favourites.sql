/*
  Purpose     What objects:store:dbo.Favourites needs of other tables, by the captured values of @Rows:
              [{"MessageId":1,"Captured":{"COLUMN":value}}]. Every set's first column says by its name what it is and by
              its value which row it belongs to.
  Caller      The dispatcher. Made by outbox migrate from the mapping.
  Locks       Shared, for as long as a row is read. Without READ_COMMITTED_SNAPSHOT it waits for open
              transactions of the shop, which is meant: what is sent is what was committed. It waits no longer
              than LOCK_TIMEOUT (error 1222).
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.Related_objects_store_dbo_Favourites
    @Rows nvarchar(max)
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 250;

DECLARE @Keys TABLE
(
    MessageId  bigint NOT NULL PRIMARY KEY,
    StoreId    bigint NULL,
    CustomerId bigint NULL
);

INSERT INTO @Keys
    (MessageId, StoreId, CustomerId)
SELECT
    r.MessageId,
    TRY_CONVERT(bigint, NULLIF(r.StoreId, N'')),
    TRY_CONVERT(bigint, NULLIF(r.CustomerId, N''))
FROM OPENJSON(@Rows) WITH
(
    MessageId  bigint '$.MessageId',
    StoreId    nvarchar(100) '$.Captured."StoreId"',
    CustomerId nvarchar(100) '$.Captured."CustomerId"'
) AS r;

SELECT k.MessageId AS [lookups:object], x.value
FROM @Keys AS k
CROSS APPLY
(
    SELECT TOP (1) t.StoreId AS value
    FROM dbo.FavouritesNow AS t
    WHERE t.StoreId = k.StoreId AND t.CustomerId = k.CustomerId
) AS x;
