-- Rows that the request recorded here carried, and that Customer.io took with nothing to add: closed and counted at once,
-- since a row that is written twice costs twice. One that was sent before stays as it was; the request counts.
UPDATE outbox_Message
SET Status   = 'sent',
    Reason   = iif(Status = 'sent', Reason, NULL),
    SentAt   = iif(Status = 'sent', SentAt, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    Attempts = Attempts + 1
FROM json_each(@rows) AS r
WHERE outbox_Message.MessageId = r.value ->> '$.MessageId'
  AND outbox_Message.CreatedAt = r.value ->> '$.CreatedAt';
