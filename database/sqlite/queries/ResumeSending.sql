-- Sending goes on; for @minutes rows may die in any number. A row is changed where it was held.
UPDATE outbox_Brake
SET HeldAt        = NULL,
    ResumedAt     = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
    AcceptedUntil = iif(@minutes > 0, strftime('%Y-%m-%dT%H:%M:%fZ', 'now', @minutes || ' minutes'), NULL)
WHERE HeldAt IS NOT NULL;
