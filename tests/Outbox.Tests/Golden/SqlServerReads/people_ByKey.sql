SELECT TOP (@Limit)
    NULL AS EventId,
    NULL AS EventName,
    CONVERT(nvarchar(20), i.CustomerId) AS PersonKey,
    NULL AS OccurredAtRaw,
    NULL AS OccurredAtZone,
    NULL AS Captured,
    CONVERT(bit, 1) AS PassesWhere,
    CONVERT(bit, 1) AS ShowsFact
FROM dbo.Customers AS i
WHERE i.CustomerId = TRY_CONVERT(bigint, NULLIF(@Key0, N''))
ORDER BY i.CustomerId DESC;
