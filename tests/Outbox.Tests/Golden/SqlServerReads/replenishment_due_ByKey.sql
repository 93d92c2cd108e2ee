SELECT TOP (@Limit)
    N'replenishment_due:'
        + ISNULL(CONVERT(nvarchar(20), i.CustomerId), N'%00')
        + N':' + ISNULL(CONVERT(nvarchar(10), i.DueDate, 23), N'%00') AS EventId,
    N'replenishment_due' AS EventName,
    CONVERT(nvarchar(20), i.CustomerId) AS PersonKey,
    CONVERT(nvarchar(27), i.DueAt, 121) AS OccurredAtRaw,
    'America/New_York' AS OccurredAtZone,
    (
        SELECT i.CustomerId, i.DueDate, i.DueAt, i.Sku
        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
    ) AS Captured,
    CONVERT(bit, 1) AS PassesWhere,
    CONVERT(bit, 1) AS ShowsFact
FROM dbo.ReplenishmentDue AS i
WHERE i.CustomerId = TRY_CONVERT(bigint, NULLIF(@Key0, N''))
  AND i.DueDate = TRY_CONVERT(date, @Key1, 23)
ORDER BY i.CustomerId DESC, i.DueDate DESC;
