/*
  Purpose     Holds sending: too large a share of the rows settled within a minute was refused. Every dispatcher sees it. Where
              it is held already, or somebody has accepted that rows die, nothing is changed.
  Caller      The dispatcher whose rows died.
  Locks       Exclusive, on one row. Of two that insert it at once one gets error 2627 and tries again.
  On failure  Nothing is changed; the caller holds all the same, and tries again.
*/
CREATE OR ALTER PROCEDURE outbox.HoldSending
    @Owner   nvarchar(200),
    @Dead    int,
    @Settled int,
    @Code    varchar(8)
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET LOCK_TIMEOUT 5000;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

INSERT outbox.Brake (Brake, Dead, Settled)
SELECT 1, 0, 0
WHERE NOT EXISTS (SELECT 1 FROM outbox.Brake);

UPDATE outbox.Brake
SET HeldAt    = SYSUTCDATETIME(),
    HeldBy    = @Owner,
    Dead      = @Dead,
    Settled   = @Settled,
    Code      = @Code,
    ProbedAt  = SYSUTCDATETIME(),
    ResumedAt = NULL
WHERE HeldAt IS NULL
  AND (AcceptedUntil IS NULL OR AcceptedUntil < SYSUTCDATETIME());
