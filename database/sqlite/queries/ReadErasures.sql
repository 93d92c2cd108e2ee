SELECT ErasureId, PersonKey, PersonId, PersonHash, Email
FROM outbox_Erasure
ORDER BY ErasureId
LIMIT 2;
