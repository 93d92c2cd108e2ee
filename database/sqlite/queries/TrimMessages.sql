UPDATE outbox_Message
SET Captured = NULL, Properties = NULL
WHERE MessageId IN
(
    SELECT MessageId
    FROM outbox_Message
    WHERE Status IN ('sent', 'skipped')
      AND CreatedAt < @trimBefore
      AND (Captured IS NOT NULL OR Properties IS NOT NULL)
    LIMIT @batchSize
);
