SET NOCOUNT ON;

DECLARE @Keys TABLE
(
    MessageId bigint NOT NULL PRIMARY KEY,
    OrderId   bigint NULL
);

INSERT INTO @Keys
    (MessageId, OrderId)
SELECT r.MessageId, TRY_CONVERT(bigint, NULLIF(r.OrderId, N''))
FROM OPENJSON(@Rows) WITH
(
    MessageId bigint '$.MessageId',
    OrderId   nvarchar(100) '$.Captured."OrderId"'
) AS r;

SELECT k.MessageId AS person, x.[key], x.guest_email
FROM @Keys AS k
CROSS APPLY
(
    SELECT TOP (1) CONVERT(nvarchar(20), t.CustomerId) AS [key], t.GuestEmail AS guest_email
    FROM dbo.Orders AS t
    WHERE t.OrderId = k.OrderId
) AS x;
