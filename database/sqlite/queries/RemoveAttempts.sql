DELETE FROM outbox_Attempt
WHERE AttemptId IN (SELECT AttemptId FROM outbox_Attempt WHERE StartedAt < @trimBefore ORDER BY AttemptId LIMIT @batchSize);
