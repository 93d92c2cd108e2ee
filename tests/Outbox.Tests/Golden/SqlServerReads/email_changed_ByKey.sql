SELECT TOP (@Limit)
    N'email_changed:'
        + CONVERT(nvarchar(20), i.CustomerId)
        + N':' + ISNULL(REPLACE(REPLACE(RTRIM(i.Email) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A'), N'%00') AS EventId,
    N'email_changed' AS EventName,
    CONVERT(nvarchar(20), i.CustomerId) AS PersonKey,
    NULL AS OccurredAtRaw,
    NULL AS OccurredAtZone,
    (
        SELECT i.CustomerId, i.Email, NULL AS [before:Email]
        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
    ) AS Captured,
    CONVERT(bit, 1) AS PassesWhere,
    CONVERT(bit, CASE WHEN i.Email IS NOT NULL THEN 1 ELSE 0 END) AS ShowsFact
FROM dbo.Customers AS i
WHERE i.CustomerId = TRY_CONVERT(bigint, NULLIF(@Key0, N''))
  AND i.Email = @Key1
ORDER BY i.CustomerId DESC, i.Email DESC;
