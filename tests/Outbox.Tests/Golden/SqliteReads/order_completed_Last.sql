SELECT
    'order_completed:' || s.OrderId AS EventId,
    'order_completed' AS EventName,
    CAST(s.CustomerId AS TEXT) AS PersonKey,
    CAST(s.CompletedAt AS TEXT) AS OccurredAtRaw,
    'UTC' AS OccurredAtZone,
    json_object(
        'OrderId', s.OrderId,
        'CustomerId', iif(typeof(s.CustomerId) = 'blob', hex(s.CustomerId), s.CustomerId),
        'GuestEmail', iif(typeof(s.GuestEmail) = 'blob', hex(s.GuestEmail), s.GuestEmail),
        'CompletedAt', iif(typeof(s.CompletedAt) = 'blob', hex(s.CompletedAt), s.CompletedAt),
        'Total', iif(typeof(s.Total) = 'blob', hex(s.Total), s.Total),
        'Currency', iif(typeof(s.Currency) = 'blob', hex(s.Currency), s.Currency),
        'StoreId', iif(typeof(s.StoreId) = 'blob', hex(s.StoreId), s.StoreId)) AS Captured,
    (s.IsOnline = 1 AND s.Channel IN ('web', 'shop''s')) IS TRUE AS PassesWhere,
    (s.Status = 'Completed') IS TRUE AS ShowsFact
FROM Orders AS s
WHERE s.IsOnline = 1
  AND s.Channel IN ('web', 'shop''s')
  AND s.Status = 'Completed'
ORDER BY s.CompletedAt DESC, s.OrderId DESC
LIMIT @limit
