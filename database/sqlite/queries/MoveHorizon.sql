UPDATE outbox_EventType
SET PurgedBefore = @purgeBefore
WHERE (PurgedBefore IS NULL OR PurgedBefore < @purgeBefore)
  AND Name IN
  (
      SELECT CapturedBy
      FROM outbox_Message
      WHERE Status IN ('sent', 'skipped')
        AND CreatedAt < @purgeBefore
        AND COALESCE(OccurredAt, CreatedAt) < @purgeBefore
  );
