SELECT
    m.MessageId, m.Kind, m.CapturedBy, m.EventId, m.EventName, m.SentAs, m.PersonKey, m.PersonId, m.Lane, m.Priority, m.Status,
    m.Reason, m.OccurredAtRaw, m.OccurredAtZone, m.OccurredAt, m.CreatedAt, m.SentAt, m.Attempts, m.Captured, m.Properties,
    t.Delivery,
    (SELECT MIN(e.MessageId) FROM outbox_Message AS e WHERE e.EventId = m.EventId AND e.MessageId < m.MessageId) AS RepeatOf
FROM json_each(@ids) AS r
INNER JOIN outbox_Message AS m ON m.MessageId = r.value
LEFT JOIN outbox_EventType AS t ON t.Name = m.CapturedBy
ORDER BY m.MessageId;
