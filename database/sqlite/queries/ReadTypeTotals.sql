SELECT
    x.Name, t.Delivery,
    SUM(x.Status = 'pending') AS Pending, SUM(x.Status = 'sent') AS Sent, SUM(x.Status = 'dead') AS Dead, SUM(x.Status = 'skipped') AS Skipped
FROM
(
    SELECT COALESCE(EventName, Kind) AS Name, Status FROM outbox_Message
    UNION ALL
    SELECT Name, NULL FROM outbox_EventType WHERE IsMapped = 1
) AS x
LEFT JOIN outbox_EventType AS t ON t.Name = x.Name
GROUP BY x.Name, t.Delivery
ORDER BY t.Delivery IS NULL, x.Name;
