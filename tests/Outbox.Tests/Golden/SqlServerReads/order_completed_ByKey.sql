SELECT TOP (@Limit)
    N'order_completed:' + CONVERT(nvarchar(20), i.OrderId) AS EventId,
    N'order_completed' AS EventName,
    CONVERT(nvarchar(20), i.CustomerId) AS PersonKey,
    CONVERT(nvarchar(27), i.CompletedAt, 121) AS OccurredAtRaw,
    'UTC' AS OccurredAtZone,
    (
        SELECT i.OrderId, i.CustomerId, i.GuestEmail, i.CompletedAt, i.Total, i.Currency, i.StoreId
        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
    ) AS Captured,
    CONVERT(bit, CASE WHEN i.IsOnline = 1 AND i.Channel IN ('web', 'shop''s') THEN 1 ELSE 0 END) AS PassesWhere,
    CONVERT(bit, CASE WHEN i.Status = N'Completed' THEN 1 ELSE 0 END) AS ShowsFact
FROM dbo.Orders AS i
WHERE i.OrderId = TRY_CONVERT(bigint, NULLIF(@Key0, N''))
ORDER BY i.OrderId DESC;
