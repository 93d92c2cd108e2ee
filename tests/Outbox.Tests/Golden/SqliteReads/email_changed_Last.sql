SELECT
    'email_changed'
        || ':' || s.CustomerId
        || ':' || coalesce(replace(replace(rtrim(s.Email), '%', '%25'), ':', '%3A'), '%00') AS EventId,
    'email_changed' AS EventName,
    CAST(s.CustomerId AS TEXT) AS PersonKey,
    NULL AS OccurredAtRaw,
    NULL AS OccurredAtZone,
    json_object(
        'CustomerId', s.CustomerId,
        'Email', iif(typeof(s.Email) = 'blob', hex(s.Email), s.Email),
        'before:Email', NULL) AS Captured,
    1 AS PassesWhere,
    (s.Email IS NOT NULL) IS TRUE AS ShowsFact
FROM Customers AS s
WHERE s.Email IS NOT NULL
ORDER BY s.CustomerId DESC, s.Email DESC
LIMIT @limit
