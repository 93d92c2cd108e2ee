-- One request may be tried while sending is held, no more often than every @everyMs. A row is changed where it may.
UPDATE outbox_Brake
SET ProbedAt = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
WHERE HeldAt IS NOT NULL
  AND (ProbedAt IS NULL
    OR ProbedAt <= strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (-@everyMs / 1000.0) || ' seconds')
    OR ProbedAt > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+1 minute'));
