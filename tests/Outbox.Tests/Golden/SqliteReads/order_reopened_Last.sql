SELECT
    'order_reopened'
        || ':' || s.OrderId
        || ':' || coalesce(
            CASE
                WHEN s.UpdatedAt LIKE '____-__-_____:__:__.%'
                    THEN strftime('%Y-%m-%dT%H:%M:%S', substr(s.UpdatedAt, 1, 19) || ltrim(substr(s.UpdatedAt, 20), '.0123456789'))
                        || substr(substr(s.UpdatedAt, 20, length(s.UpdatedAt) - 19 - length(ltrim(substr(s.UpdatedAt, 20), '.0123456789'))) || '000', 1, 4)
                WHEN s.UpdatedAt LIKE '____-__-__%'
                    THEN strftime('%Y-%m-%dT%H:%M:%S.000', s.UpdatedAt)
            END,
            replace(replace(rtrim(s.UpdatedAt), '%', '%25'), ':', '%3A'),
            '%00') AS EventId,
    'order_reopened' AS EventName,
    CAST(s.CustomerId AS TEXT) AS PersonKey,
    NULL AS OccurredAtRaw,
    NULL AS OccurredAtZone,
    json_object(
        'OrderId', s.OrderId,
        'UpdatedAt', iif(typeof(s.UpdatedAt) = 'blob', hex(s.UpdatedAt), s.UpdatedAt),
        'CustomerId', iif(typeof(s.CustomerId) = 'blob', hex(s.CustomerId), s.CustomerId),
        'GuestEmail', iif(typeof(s.GuestEmail) = 'blob', hex(s.GuestEmail), s.GuestEmail)) AS Captured,
    1 AS PassesWhere,
    ((s.Status IN ('Open', 'Held')
        OR s.CompletedAt IS NULL)) IS TRUE AS ShowsFact
FROM Orders AS s
WHERE (s.Status IN ('Open', 'Held')
    OR s.CompletedAt IS NULL)
ORDER BY s.OrderId DESC, s.UpdatedAt DESC
LIMIT @limit
