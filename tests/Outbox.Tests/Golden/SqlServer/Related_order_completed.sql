/*
  Purpose     What order_completed needs of other tables, by the captured values of @Rows:
              [{"MessageId":1,"Captured":{"COLUMN":value}}]. Every set's first column says by its name what it is and by
              its value which row it belongs to.
  Caller      The dispatcher. Made by outbox migrate from the mapping.
  Locks       Shared, for as long as a row is read. Without READ_COMMITTED_SNAPSHOT it waits for open
              transactions of the shop, which is meant: what is sent is what was committed. It waits no longer
              than LOCK_TIMEOUT (error 1222).
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.Related_order_completed
    @Rows nvarchar(max)
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 250;

DECLARE @Keys TABLE
(
    MessageId bigint NOT NULL PRIMARY KEY,
    StoreId   bigint NULL,
    OrderId   bigint NULL
);

INSERT INTO @Keys
    (MessageId, StoreId, OrderId)
SELECT
    r.MessageId,
    TRY_CONVERT(bigint, NULLIF(r.StoreId, N'')),
    TRY_CONVERT(bigint, NULLIF(r.OrderId, N''))
FROM OPENJSON(@Rows) WITH
(
    MessageId bigint '$.MessageId',
    StoreId   nvarchar(100) '$.Captured."StoreId"',
    OrderId   nvarchar(100) '$.Captured."OrderId"'
) AS r;

SELECT k.MessageId AS [lookups:store], x.value
FROM @Keys AS k
CROSS APPLY
(
    SELECT TOP (1) t.Name AS value
    FROM dbo.Stores AS t
    WHERE t.StoreId = k.StoreId
) AS x;

SELECT k.MessageId AS [lookups:fee_cents], x.value, x.currency
FROM @Keys AS k
CROSS APPLY
(
    SELECT TOP (1) t.Fee AS value, t.FeeCurrency AS currency
    FROM dbo.Stores AS t
    WHERE t.StoreId = k.StoreId
) AS x;

SELECT
    k.MessageId AS [each:items],
    line.Sku,
    lookup_tier.found AS [tier:found],
    lookup_tier.value AS [tier:value]
FROM @Keys AS k
INNER JOIN dbo.OrderLines AS line ON line.OrderId = k.OrderId
OUTER APPLY
(
    SELECT TOP (1) 1 AS found, t.Name AS value
    FROM dbo.Tiers AS t
    WHERE t.Code = line.Sku
) AS lookup_tier
ORDER BY k.MessageId, line.OrderId, line.[LineNo];

SELECT k.MessageId AS [view], x.unit_count, x.margin_cents
FROM @Keys AS k
CROSS APPLY
(
    SELECT TOP (1) t.unit_count, t.margin_cents
    FROM dbo.OrderFacts AS t
    WHERE t.OrderId = k.OrderId
) AS x;
