INSERT INTO BareOrders (OrderId, OrderNumber, CustomerId, Channel, Currency, Total, CouponCode, PlacedAtUtc)
SELECT
    @first + n - 1, 'WEB-' || (@first + n - 1), (@first + n - 1) % @people + 1, 'web', 'USD', 19.5 + n % 100,
    CASE WHEN n % 5 = 0 THEN 'WELCOME' END, strftime('%Y-%m-%d %H:%M:%f', 'now')
FROM bench_Number
WHERE n <= @rows;
