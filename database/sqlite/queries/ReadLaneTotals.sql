SELECT
    l.Lane, l.Owner, l.LeasedUntil,
    l.Owner IS NULL OR l.LeasedUntil <= strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS IsFree,
    COUNT(m.MessageId)                                                       AS Pending,
    MIN(m.CreatedAt)                                                         AS OldestPendingAt
FROM outbox_Lane AS l
LEFT JOIN outbox_Message AS m ON m.Lane = l.Lane AND m.Status = 'pending'
GROUP BY l.Lane, l.Owner, l.LeasedUntil
ORDER BY l.Lane;
