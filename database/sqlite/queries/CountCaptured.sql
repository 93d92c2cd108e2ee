-- No further than @atMost: whether a type is silent.
SELECT COUNT(*)
FROM
(
    SELECT MessageId
    FROM outbox_Message
    WHERE CapturedBy = @capturedBy AND Kind = 'event' AND CreatedAt >= @since
    ORDER BY MessageId DESC
    LIMIT @atMost
);
