SELECT MessageId, Code, Field, Detail, CreatedAt
FROM outbox_Fault
WHERE MessageId IN (SELECT value FROM json_each(@ids))
ORDER BY FaultId;
