-- Holds sending, unless it is held already or somebody has accepted that rows die.
INSERT INTO outbox_Brake (Brake, Dead, Settled)
SELECT 1, 0, 0
WHERE NOT EXISTS (SELECT 1 FROM outbox_Brake);

UPDATE outbox_Brake
SET HeldAt    = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
    HeldBy    = @owner,
    Dead      = @dead,
    Settled   = @settled,
    Code      = @code,
    ProbedAt  = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
    ResumedAt = NULL
WHERE HeldAt IS NULL
  AND (AcceptedUntil IS NULL OR AcceptedUntil < strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
