SELECT
    'replenishment_due'
        || ':' || coalesce(s.CustomerId, '%00')
        || ':' || coalesce(replace(replace(rtrim(s.DueDate), '%', '%25'), ':', '%3A'), '%00') AS EventId,
    'replenishment_due' AS EventName,
    CAST(s.CustomerId AS TEXT) AS PersonKey,
    CAST(s.DueAt AS TEXT) AS OccurredAtRaw,
    'America/New_York' AS OccurredAtZone,
    json_object(
        'CustomerId', iif(typeof(s.CustomerId) = 'blob', hex(s.CustomerId), s.CustomerId),
        'DueDate', iif(typeof(s.DueDate) = 'blob', hex(s.DueDate), s.DueDate),
        'DueAt', iif(typeof(s.DueAt) = 'blob', hex(s.DueAt), s.DueAt),
        'Sku', iif(typeof(s.Sku) = 'blob', hex(s.Sku), s.Sku)) AS Captured,
    1 AS PassesWhere,
    1 AS ShowsFact
FROM ReplenishmentDue AS s
ORDER BY s.DueAt DESC, s.CustomerId DESC, s.DueDate DESC
LIMIT @limit
