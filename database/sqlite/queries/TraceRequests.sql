-- Of the rows that a request carried only the first and the last are kept: it may have carried those between.
SELECT r.value AS MessageId, a.StartedAt, a.DurationMs, a.Items, a.HttpStatus, a.Answer, a.Detail, a.FirstMessage, a.LastMessage
FROM json_each(@ids) AS r
INNER JOIN outbox_Message AS m ON m.MessageId = r.value
INNER JOIN outbox_Attempt AS a
    ON  r.value BETWEEN a.FirstMessage AND a.LastMessage
    AND a.StartedAt >= strftime('%Y-%m-%dT%H:%M:%fZ', m.CreatedAt, '-1 minute')
    AND a.StartedAt <= COALESCE(m.SentAt, a.StartedAt)
WHERE m.Attempts > 0
ORDER BY a.AttemptId
LIMIT 10000;
