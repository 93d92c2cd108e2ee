/*
  Purpose     What the launch gate wants to know of each event type: since when it goes out as a shadow, how many were captured,
              sent, skipped, dead and pending since the first shadow, and how many lack an id or a time.
  Caller      outbox doctor --launch.
  Locks       None: a number that is a moment old serves as well.
  On failure  Nothing is changed.
  Notes       Types that are not in the mapping any more are told as well: a name that was sent stays a name.
*/
CREATE OR ALTER PROCEDURE outbox.ReadTypeHistory
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;

WITH Shadowed AS
(
    SELECT CapturedBy AS Name, MIN(SentAt) AS FirstShadowAt, MAX(SentAt) AS LastShadowAt, MIN(MessageId) AS FirstShadow
    FROM outbox.Message
    WHERE Kind = 'event' AND Status = 'sent' AND SentAs LIKE N'shadow[_]%'
    GROUP BY CapturedBy
)
SELECT
    t.Name,
    t.IsMapped,
    s.FirstShadowAt,
    s.LastShadowAt,
    COUNT_BIG(m.MessageId)                                                                                   AS Captured,
    COUNT_BIG(CASE WHEN m.Status = 'sent' AND m.SentAs LIKE N'shadow[_]%' THEN 1 END)                        AS SentAsShadow,
    COUNT_BIG(CASE WHEN m.Status = 'sent' AND (m.SentAs IS NULL OR m.SentAs NOT LIKE N'shadow[_]%') THEN 1 END) AS SentLive,
    COUNT_BIG(CASE WHEN m.Status = 'skipped' THEN 1 END)                                                     AS Skipped,
    COUNT_BIG(CASE WHEN m.Status = 'dead' THEN 1 END)                                                        AS Dead,
    COUNT_BIG(CASE WHEN m.Status = 'pending' THEN 1 END)                                                     AS Pending,
    COUNT_BIG(CASE WHEN m.Status = 'sent' AND m.EventId IS NULL THEN 1 END)                                  AS WithoutId,
    COUNT_BIG(CASE WHEN m.Status = 'sent' AND m.OccurredAt IS NULL THEN 1 END)                               AS WithoutTime
FROM outbox.EventType AS t
LEFT JOIN Shadowed AS s ON s.Name = t.Name
LEFT JOIN outbox.Message AS m
    ON  m.CapturedBy = t.Name
    AND m.Kind = 'event'
    AND m.MessageId >= COALESCE(s.FirstShadow, 0)
GROUP BY t.Name, t.IsMapped, s.FirstShadowAt, s.LastShadowAt
ORDER BY t.Name;
