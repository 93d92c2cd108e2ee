-- Rows sent long ago, as they look once shaped.
INSERT INTO outbox.Message
    (Kind, CapturedBy, EventId, EventName, PersonKey, PersonId, Lane, OccurredAtRaw, OccurredAtZone, OccurredAt, Captured, SentAs,
     Properties, Status, SentAt, Attempts)
SELECT
    'event', N'past', CONCAT(N'order_placed:past', @first + n), N'order_placed', CONVERT(nvarchar(20), n), CONCAT(N'cust_', n), n & 15,
    N'2026-01-01 00:00:00', 'UTC', '2026-01-01T00:00:00', N'{"OrderId":1,"Channel":"web","Currency":"USD","Total":19.5}',
    N'order_placed', N'{"order_id":1,"channel":"web","currency":"USD","value_cents":1950}', 'sent', '2026-01-01T00:00:01', 1
FROM bench.Number
WHERE n <= @rows;
