SELECT
    coalesce(s.event_name, '%00')
        || ':' || coalesce(replace(replace(rtrim(s.event_id), '%', '%25'), ':', '%3A'), '%00') AS EventId,
    CAST(s.event_name AS TEXT) AS EventName,
    CAST(s.customer_id AS TEXT) AS PersonKey,
    CAST(s.timestamp AS TEXT) AS OccurredAtRaw,
    'America/New_York' AS OccurredAtZone,
    json_object(
        'event_id', iif(typeof(s.event_id) = 'blob', hex(s.event_id), s.event_id),
        'customer_id', iif(typeof(s.customer_id) = 'blob', hex(s.customer_id), s.customer_id),
        'timestamp', iif(typeof(s.timestamp) = 'blob', hex(s.timestamp), s.timestamp),
        'properties', iif(typeof(s.properties) = 'blob', hex(s.properties), s.properties)) AS Captured,
    1 AS PassesWhere,
    1 AS ShowsFact
FROM LifecycleEvents AS s
WHERE s.event_id = @key0
ORDER BY s.event_id DESC
LIMIT @limit
