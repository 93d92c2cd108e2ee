SET NOCOUNT ON;

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
