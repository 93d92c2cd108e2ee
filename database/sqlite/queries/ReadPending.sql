-- Up to @limit pending rows of the lanes held, live before backfill, in order. Rows of a paused type wait: each costs an
-- entry of the index and not a row; so does a merge until its time.
SELECT
    m.MessageId, m.Kind, m.CapturedBy, m.EventId, m.EventName, m.PersonKey, m.PersonId, m.Lane, m.OccurredAtRaw,
    m.OccurredAtZone, m.OccurredAt, m.Captured, m.SentAs, m.Properties, m.Priority, m.CreatedAt, m.Attempts,
    m.EventId IS NOT NULL
        AND EXISTS (SELECT 1 FROM outbox_Message AS e WHERE e.EventId = m.EventId AND e.MessageId < m.MessageId) AS IsDuplicate
FROM outbox_Message AS m
WHERE m.Lane = 0
  AND m.Status = 'pending'
  AND (m.NotBefore IS NULL OR m.NotBefore <= strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
  AND EXISTS
  (
      SELECT 1
      FROM json_each(@lanes) AS h
      INNER JOIN outbox_Lane AS l ON l.Lane = h.value ->> '$.Lane'
      WHERE l.Lane = 0 AND l.Token = h.value ->> '$.Token' AND l.Owner = h.value ->> '$.Owner'
  )
  AND m.CapturedBy NOT IN (SELECT Name FROM outbox_EventType WHERE Delivery = 'paused')
ORDER BY m.Priority, m.MessageId
LIMIT @limit;
