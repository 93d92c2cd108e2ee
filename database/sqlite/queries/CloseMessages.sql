-- A row that is no longer pending stays as it is, but for "sent": that is a fact, and is recorded once, whoever owns the
-- lane by now. "dead" and "skipped" are decisions, of the owner of the row's lane alone.
UPDATE outbox_Message
SET Status = r.value ->> '$.Status',
    Reason = r.value ->> '$.Reason',
    SentAt = CASE r.value ->> '$.Status' WHEN 'sent' THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END
FROM json_each(@outcomes) AS r
WHERE outbox_Message.MessageId = r.value ->> '$.MessageId'
  AND outbox_Message.CreatedAt = r.value ->> '$.CreatedAt'
  AND ((r.value ->> '$.Status' = 'sent' AND outbox_Message.Status <> 'sent')
    OR (r.value ->> '$.Status' <> 'sent'
        AND outbox_Message.Status = 'pending'
        AND outbox_Message.Lane IN (SELECT value FROM json_each(@held))));
