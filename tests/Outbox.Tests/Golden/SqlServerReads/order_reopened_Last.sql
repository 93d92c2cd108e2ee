SELECT TOP (@Limit)
    N'order_reopened:'
        + CONVERT(nvarchar(20), i.OrderId)
        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), i.UpdatedAt), 121), 23), 11, 1, N'T'), N'%00') AS EventId,
    N'order_reopened' AS EventName,
    CONVERT(nvarchar(20), i.CustomerId) AS PersonKey,
    NULL AS OccurredAtRaw,
    NULL AS OccurredAtZone,
    (
        SELECT i.OrderId, i.UpdatedAt, i.CustomerId, i.GuestEmail
        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
    ) AS Captured,
    CONVERT(bit, 1) AS PassesWhere,
    CONVERT(bit, CASE WHEN (i.Status IN (N'Open', N'Held')
        OR i.CompletedAt IS NULL) THEN 1 ELSE 0 END) AS ShowsFact
FROM dbo.Orders AS i
WHERE (i.Status IN (N'Open', N'Held')
    OR i.CompletedAt IS NULL)
ORDER BY i.OrderId DESC, i.UpdatedAt DESC;
