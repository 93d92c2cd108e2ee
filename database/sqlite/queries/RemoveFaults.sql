DELETE FROM outbox_Fault
WHERE FaultId IN (SELECT FaultId FROM outbox_Fault WHERE CreatedAt < @faultBefore ORDER BY FaultId LIMIT @batchSize);
