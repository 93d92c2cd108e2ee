UPDATE outbox_Message
SET Attempts = Attempts + 1
WHERE MessageId IN (SELECT value FROM json_each(@messageIds));
