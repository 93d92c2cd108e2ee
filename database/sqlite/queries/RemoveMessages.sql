DELETE FROM outbox_Message
WHERE MessageId IN
(
    SELECT MessageId
    FROM outbox_Message
    WHERE Status IN ('sent', 'skipped')
      AND CreatedAt < @purgeBefore
      AND COALESCE(OccurredAt, CreatedAt) < @purgeBefore
    LIMIT @batchSize
);
