INSERT INTO PlainOrders (OrderId, OrderNumber, CustomerId, Channel, Currency, Total, CouponCode, PlacedAtUtc)
SELECT
    @first + n - 1, 'WEB-' || (@first + n - 1), (@first + n - 1) % @people + 1, 'web', 'USD', 19.5 + n % 100,
    CASE WHEN n % 5 = 0 THEN 'WELCOME' END, strftime('%Y-%m-%d %H:%M:%f', 'now')
FROM bench_Number
WHERE n <= @rows;

INSERT INTO outbox_Message (Kind, CapturedBy, EventId, EventName, PersonKey, OccurredAtRaw, OccurredAtZone, Captured)
SELECT
    'event',
    'order_placed',
    'order_placed:' || OrderId,
    'order_placed',
    CAST(CustomerId AS TEXT),
    CAST(PlacedAtUtc AS TEXT),
    'UTC',
    json_object(
        'OrderId', OrderId,
        'CustomerId', CustomerId,
        'PlacedAtUtc', PlacedAtUtc,
        'OrderNumber', OrderNumber,
        'Channel', Channel,
        'Currency', Currency,
        'Total', Total,
        'CouponCode', CouponCode)
FROM PlainOrders
WHERE OrderId BETWEEN @first AND @first + @rows - 1;
