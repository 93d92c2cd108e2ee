-- What a ULID is made of: SQLite has no SHA-256, the reader hashes.
SELECT EventId, EventName, SentAs
FROM outbox_Message
WHERE Kind = 'event' AND EventId IS NOT NULL AND EventName IS NOT NULL AND CreatedAt >= @since;
