SELECT COUNT(DISTINCT EventId)
FROM outbox_Message
WHERE CapturedBy = @capturedBy AND Kind = 'event' AND OccurredAt >= @from AND OccurredAt < @to;
