-- Holds a part of the mapping until a time, when it is tried again; since when it is held stays.
INSERT INTO outbox_Held (Part, Error, Subject, Line, HeldAt, RetryAt)
VALUES (@part, @error, @subject, @line, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (@retryMs / 1000.0) || ' seconds'))
ON CONFLICT (Part) DO UPDATE SET
    Error = excluded.Error,
    Subject = excluded.Subject,
    Line = excluded.Line,
    RetryAt = excluded.RetryAt;
