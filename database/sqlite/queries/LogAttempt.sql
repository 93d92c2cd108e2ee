INSERT INTO outbox_Attempt (StartedAt, DurationMs, Items, Bytes, HttpStatus, Answer, Detail, FirstMessage, LastMessage)
VALUES (@startedAt, @durationMs, @items, @bytes, @httpStatus, @answer, @detail, @firstMessage, @lastMessage);
