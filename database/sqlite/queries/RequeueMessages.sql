-- Dead rows are pending again, with the id and the bytes that were saved of them.
UPDATE outbox_Message
SET Status = 'pending', Reason = NULL, NotBefore = NULL
WHERE MessageId IN (SELECT value FROM json_each(@messageIds)) AND Status = 'dead';
