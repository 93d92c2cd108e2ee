INSERT INTO dbo.BareOrders (OrderId, OrderNumber, CustomerId, Channel, Currency, Total, CouponCode, PlacedAtUtc)
SELECT
    @first + n - 1, CONCAT('WEB-', @first + n - 1), (@first + n - 1) % @people + 1, 'web', 'USD', 19.5 + n % 100,
    CASE WHEN n % 5 = 0 THEN N'WELCOME' END, SYSUTCDATETIME()
FROM bench.Number
WHERE n <= @rows;
