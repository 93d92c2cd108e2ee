INSERT INTO dbo.PlainOrders (OrderId, OrderNumber, CustomerId, Channel, Currency, Total, CouponCode, PlacedAtUtc)
SELECT
    @first + n - 1, CONCAT('WEB-', @first + n - 1), (@first + n - 1) % @people + 1, 'web', 'USD', 19.5 + n % 100,
    CASE WHEN n % 5 = 0 THEN N'WELCOME' END, SYSUTCDATETIME()
FROM bench.Number
WHERE n <= @rows;

INSERT INTO outbox.Message (Kind, CapturedBy, EventId, EventName, PersonKey, Lane, OccurredAtRaw, OccurredAtZone, Captured)
SELECT
    'event',
    N'order_placed',
    N'order_placed:' + CONVERT(nvarchar(20), o.OrderId),
    N'order_placed',
    CONVERT(nvarchar(20), o.CustomerId),
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', CONVERT(nvarchar(20), o.CustomerId)), 1, 1)) & 15,
    CONVERT(nvarchar(27), o.PlacedAtUtc, 121),
    'UTC',
    (
        SELECT o.OrderId, o.CustomerId, o.PlacedAtUtc, o.OrderNumber, o.Channel, o.Currency, o.Total, o.CouponCode
        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
    )
FROM dbo.PlainOrders AS o
WHERE o.OrderId BETWEEN @first AND @first + @rows - 1;
