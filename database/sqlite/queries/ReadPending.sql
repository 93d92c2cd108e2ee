-- Up to @limit pending rows of the lanes held, live before backfill, in order. Rows of a paused type and of a held part
-- wait: each costs an entry of the index and not a row; so does a row until its time. Of a row that is far
-- above what an item can hold the size is told and the text left where it is.
SELECT
    m.MessageId, m.Kind, m.CapturedBy, m.EventId, m.EventName, m.PersonKey, m.PersonId, m.Lane, m.OccurredAtRaw,
    m.OccurredAtZone, m.OccurredAt,
    iif(octet_length(m.Captured) > 262144 OR octet_length(m.Properties) > 262144, NULL, m.Captured) AS Captured,
    m.SentAs,
    iif(octet_length(m.Captured) > 262144 OR octet_length(m.Properties) > 262144, NULL, m.Properties) AS Properties,
    m.Priority, m.CreatedAt, m.Attempts,
    m.EventId IS NOT NULL
        AND EXISTS (SELECT 1 FROM outbox_Message AS e WHERE e.EventId = m.EventId AND e.MessageId < m.MessageId) AS IsDuplicate,
    iif(
        octet_length(m.Captured) > 262144 OR octet_length(m.Properties) > 262144,
        COALESCE(octet_length(m.Captured), 0) + COALESCE(octet_length(m.Properties), 0),
        NULL) AS UnreadBytes
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
  AND m.CapturedBy NOT IN (SELECT Part FROM outbox_Held WHERE RetryAt > strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
ORDER BY m.Priority, m.MessageId
LIMIT @limit;
