SELECT MessageId FROM outbox_Message WHERE EventId = @eventId ORDER BY MessageId DESC LIMIT @rows;
