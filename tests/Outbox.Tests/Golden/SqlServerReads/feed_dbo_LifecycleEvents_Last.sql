SELECT TOP (@Limit)
    ISNULL(i.event_name, N'%00') + N':'
        + REPLACE(REPLACE(RTRIM(i.event_id) COLLATE Latin1_General_100_BIN2, N'%', N'%25'), N':', N'%3A') AS EventId,
    i.event_name AS EventName,
    CONVERT(nvarchar(20), i.customer_id) AS PersonKey,
    CONVERT(nvarchar(27), i.timestamp, 121) AS OccurredAtRaw,
    'America/New_York' AS OccurredAtZone,
    (
        SELECT i.event_id, i.customer_id, i.timestamp, i.properties
        FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER
    ) AS Captured,
    CONVERT(bit, 1) AS PassesWhere,
    CONVERT(bit, 1) AS ShowsFact
FROM dbo.LifecycleEvents AS i
ORDER BY i.timestamp DESC, i.event_id DESC;
