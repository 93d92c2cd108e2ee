SELECT TOP (@Limit)
    N'refund_issued:'
        + LOWER(CONVERT(nvarchar(36), i.RefundKey))
        + N':' + ISNULL(CONVERT(nvarchar(10), i.IssuedOn, 23), N'%00')
        + N':' + ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), SWITCHOFFSET(i.IssuedAt, '+00:00')), 121), 23), 11, 1, N'T'), N'%00') AS EventId,
    N'refund_issued' AS EventName,
    NULL AS PersonKey,
    NULL AS OccurredAtRaw,
    NULL AS OccurredAtZone,
    (
        SELECT i.RefundKey, i.IssuedOn, i.IssuedAt, i.OrderId
        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
    ) AS Captured,
    CONVERT(bit, 1) AS PassesWhere,
    CONVERT(bit, 1) AS ShowsFact
FROM dbo.Refunds AS i
WHERE i.RefundKey = TRY_CONVERT(uniqueidentifier, NULLIF(@Key0, N''))
  AND i.IssuedOn = TRY_CONVERT(date, @Key1, 23)
  AND ISNULL(STUFF(LEFT(CONVERT(nvarchar(27), CONVERT(datetime2(7), SWITCHOFFSET(i.IssuedAt, '+00:00')), 121), 23), 11, 1, N'T'), N'%00') = @Key2
ORDER BY i.RefundKey DESC, i.IssuedOn DESC, i.IssuedAt DESC;
