SELECT
    NULL AS EventId,
    NULL AS EventName,
    CAST(s.CustomerId AS TEXT) AS PersonKey,
    NULL AS OccurredAtRaw,
    NULL AS OccurredAtZone,
    NULL AS Captured,
    1 AS PassesWhere,
    1 AS ShowsFact
FROM Customers AS s
WHERE s.CustomerId = CAST(@key0 AS INTEGER)
ORDER BY s.CustomerId DESC
LIMIT @limit
