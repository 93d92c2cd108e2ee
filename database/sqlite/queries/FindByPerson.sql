SELECT MessageId
FROM outbox_Message
WHERE (PersonId = @person OR PersonKey = @person) AND CreatedAt >= @since
ORDER BY MessageId DESC
LIMIT @rows;
