-- The next dead rows that a requeue takes: by event, code of the reason, person and time of capture; what is NULL fits all.
SELECT
    m.MessageId,
    COALESCE(m.EventName, m.Kind)                                                                                  AS Name,
    substr(COALESCE(m.Reason, ''), 1, iif(instr(COALESCE(m.Reason, ''), ':') BETWEEN 2 AND 9, instr(m.Reason, ':') - 1, 8)) AS Code,
    m.Kind = 'event' AND COALESCE(m.OccurredAt, m.CreatedAt) < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-72 hours')  AS IsLate
FROM outbox_Message AS m
WHERE m.Status = 'dead'
  AND m.MessageId > @after
  AND (@eventName IS NULL OR COALESCE(m.EventName, m.Kind) = @eventName)
  AND (@code IS NULL OR m.Reason = @code OR substr(m.Reason, 1, length(@code) + 1) = @code || ':')
  AND (@person IS NULL OR m.PersonKey = @person OR m.PersonId = @person)
  AND (@from IS NULL OR m.CreatedAt >= @from)
  AND (@to IS NULL OR m.CreatedAt < @to)
ORDER BY m.MessageId
LIMIT @limit;
