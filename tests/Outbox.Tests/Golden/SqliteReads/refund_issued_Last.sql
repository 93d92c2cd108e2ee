SELECT
    'refund_issued'
        || ':' || coalesce(lower(replace(replace(rtrim(s.RefundKey), '%', '%25'), ':', '%3A')), '%00')
        || ':' || coalesce(
            CASE WHEN s.IssuedOn LIKE '____-__-__%' THEN strftime('%Y-%m-%d', substr(s.IssuedOn, 1, 10)) END,
            replace(replace(rtrim(s.IssuedOn), '%', '%25'), ':', '%3A'),
            '%00')
        || ':' || coalesce(
            CASE
                WHEN s.IssuedAt LIKE '____-__-_____:__:__.%'
                    THEN strftime('%Y-%m-%dT%H:%M:%S', substr(s.IssuedAt, 1, 19) || ltrim(substr(s.IssuedAt, 20), '.0123456789'))
                        || substr(substr(s.IssuedAt, 20, length(s.IssuedAt) - 19 - length(ltrim(substr(s.IssuedAt, 20), '.0123456789'))) || '000', 1, 4)
                WHEN s.IssuedAt LIKE '____-__-__%'
                    THEN strftime('%Y-%m-%dT%H:%M:%S.000', s.IssuedAt)
            END,
            replace(replace(rtrim(s.IssuedAt), '%', '%25'), ':', '%3A'),
            '%00') AS EventId,
    'refund_issued' AS EventName,
    NULL AS PersonKey,
    NULL AS OccurredAtRaw,
    NULL AS OccurredAtZone,
    json_object(
        'RefundKey', iif(typeof(s.RefundKey) = 'blob', hex(s.RefundKey), s.RefundKey),
        'IssuedOn', iif(typeof(s.IssuedOn) = 'blob', hex(s.IssuedOn), s.IssuedOn),
        'IssuedAt', iif(typeof(s.IssuedAt) = 'blob', hex(s.IssuedAt), s.IssuedAt),
        'OrderId', iif(typeof(s.OrderId) = 'blob', hex(s.OrderId), s.OrderId)) AS Captured,
    1 AS PassesWhere,
    1 AS ShowsFact
FROM Refunds AS s
ORDER BY s.RefundKey DESC, s.IssuedOn DESC, s.IssuedAt DESC
LIMIT @limit
