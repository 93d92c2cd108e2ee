-- What keys became, the oldest first.
SELECT m.PersonKey AS FromKey, m.Captured
FROM json_each(@keys) AS k
INNER JOIN outbox_Message AS m ON m.PersonKey = k.value AND m.Kind = 'merge'
WHERE m.Captured IS NOT NULL
ORDER BY m.MessageId;
