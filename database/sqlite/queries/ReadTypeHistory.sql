-- By event type, those that are not in the mapping any more included: a name that was sent stays a name.
WITH Shadowed AS
(
    SELECT CapturedBy AS Name, MIN(SentAt) AS FirstShadowAt, MAX(SentAt) AS LastShadowAt, MIN(MessageId) AS FirstShadow
    FROM outbox_Message
    WHERE Kind = 'event' AND Status = 'sent' AND substr(SentAs, 1, 7) = 'shadow_'
    GROUP BY CapturedBy
)
SELECT
    t.Name, t.IsMapped, s.FirstShadowAt, s.LastShadowAt,
    COUNT(m.MessageId)                                                                                           AS Captured,
    COUNT(CASE WHEN m.Status = 'sent' AND substr(m.SentAs, 1, 7) = 'shadow_' THEN 1 END)                         AS SentAsShadow,
    COUNT(CASE WHEN m.Status = 'sent' AND COALESCE(substr(m.SentAs, 1, 7), '') <> 'shadow_' THEN 1 END)          AS SentLive,
    COUNT(CASE WHEN m.Status = 'skipped' THEN 1 END)                                                             AS Skipped,
    COUNT(CASE WHEN m.Status = 'dead' THEN 1 END)                                                                AS Dead,
    COUNT(CASE WHEN m.Status = 'pending' THEN 1 END)                                                             AS Pending,
    COUNT(CASE WHEN m.Status = 'sent' AND m.EventId IS NULL THEN 1 END)                                          AS WithoutId,
    COUNT(CASE WHEN m.Status = 'sent' AND m.OccurredAt IS NULL THEN 1 END)                                       AS WithoutTime
FROM outbox_EventType AS t
LEFT JOIN Shadowed AS s ON s.Name = t.Name
LEFT JOIN outbox_Message AS m ON m.CapturedBy = t.Name AND m.Kind = 'event' AND m.MessageId >= COALESCE(s.FirstShadow, 0)
GROUP BY t.Name, t.IsMapped, s.FirstShadowAt, s.LastShadowAt
ORDER BY t.Name;
