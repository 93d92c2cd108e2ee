-- Rows sent long ago, as they look once shaped.
INSERT INTO outbox_Message
    (Kind, CapturedBy, EventId, EventName, PersonKey, PersonId, OccurredAtRaw, OccurredAtZone, OccurredAt, Captured, SentAs,
     Properties, Status, SentAt, Attempts)
SELECT
    'event', 'past', 'order_placed:past' || (@first + n), 'order_placed', CAST(n AS TEXT), 'cust_' || n,
    '2026-01-01 00:00:00', 'UTC', '2026-01-01T00:00:00.000Z', '{"OrderId":1,"Channel":"web","Currency":"USD","Total":19.5}',
    'order_placed', '{"order_id":1,"channel":"web","currency":"USD","value_cents":1950}', 'sent', '2026-01-01T00:00:01.000Z', 1
FROM bench_Number
WHERE n <= @rows;
