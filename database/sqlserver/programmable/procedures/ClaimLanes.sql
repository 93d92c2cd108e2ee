/*
  Purpose     Takes up to @Most lanes that nobody holds, each under a new token. The set: the caller's lanes.
  Caller      The dispatcher, where it has fewer than its share.
  Locks       Update, then exclusive, on the lanes taken. The guard stands in the UPDATE itself: rows to change are picked
              under update locks and by their committed state, with READ_COMMITTED_SNAPSHOT as without (Transaction
              Locking and Row Versioning Guide, "modifying data"), so that of two callers one gets a lane.
  On failure  Nothing is taken.
*/
CREATE OR ALTER PROCEDURE outbox.ClaimLanes
    @Owner   nvarchar(200),
    @LeaseMs int,
    @Most    int
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

DECLARE @Now datetime2(3) = SYSUTCDATETIME();

UPDATE TOP (@Most) outbox.Lane
SET Owner       = @Owner,
    Token       = Token + 1,
    LeaseMs     = @LeaseMs,
    LeasedUntil = DATEADD(MILLISECOND, @LeaseMs, @Now)
WHERE Owner IS NULL
   OR (LeasedUntil <= @Now AND Owner <> @Owner);

SELECT Lane, Token
FROM outbox.Lane
WHERE Owner = @Owner
ORDER BY Lane;
