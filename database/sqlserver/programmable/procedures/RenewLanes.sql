/*
  Purpose     A dispatcher's heartbeat: it is seen, its lanes are leased anew, and it is told who else lives and whose
              the lanes are. Two sets: (Live, Place), how many dispatchers live and the place of this one among them by
              age; then the lanes.
  Caller      The dispatcher, every sixth of its lease.
  Locks       Update and exclusive, on the caller's rows; each statement is a transaction of its own, and all of them pass
              the lanes in the order of the key, so that none waits in a circle.
  On failure  What was leased runs out; the dispatcher counts that itself, from before the call.
  Notes       A clock that has stepped back (a failover) must not keep the lanes of a dead owner for hours: what lies
              more than a minute ahead of any lease is brought back to a minute ahead, which is still later than its
              owner counts. Nothing waits for a lock for longer than that minute.
*/
CREATE OR ALTER PROCEDURE outbox.RenewLanes
    @Owner   nvarchar(200),
    @LeaseMs int,
    @Host    nvarchar(128),
    @Version nvarchar(50)
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

DECLARE @Now datetime2(3) = SYSUTCDATETIME();

UPDATE outbox.Dispatcher
SET SeenAt = @Now, LeaseMs = @LeaseMs
WHERE Owner = @Owner;

IF @@ROWCOUNT = 0
    INSERT outbox.Dispatcher (Owner, Host, Version, LeaseMs, StartedAt, SeenAt)
    VALUES (@Owner, @Host, @Version, @LeaseMs, @Now, @Now);

UPDATE outbox.Lane
SET LeasedUntil = DATEADD(MILLISECOND, @LeaseMs, @Now), LeaseMs = @LeaseMs
WHERE Owner = @Owner;

UPDATE outbox.Lane
SET LeasedUntil = DATEADD(MILLISECOND, LeaseMs + 60000, @Now)
WHERE LeasedUntil > DATEADD(MILLISECOND, LeaseMs + 60000, @Now);

DELETE FROM outbox.Dispatcher
WHERE SeenAt < DATEADD(DAY, -1, @Now) OR SeenAt > DATEADD(MINUTE, 1, @Now);

SELECT
    COUNT(*)                                                                                      AS Live,
    COUNT(CASE WHEN d.StartedAt < s.StartedAt OR (d.StartedAt = s.StartedAt AND d.Owner <= s.Owner) THEN 1 END) AS Place
FROM outbox.Dispatcher AS d
CROSS JOIN (SELECT Owner, StartedAt FROM outbox.Dispatcher WHERE Owner = @Owner) AS s
WHERE d.Owner = @Owner
   OR d.SeenAt > DATEADD(MILLISECOND, -d.LeaseMs, @Now);

SELECT Lane, Owner, Token, CAST(CASE WHEN Owner IS NULL OR LeasedUntil <= @Now THEN 1 ELSE 0 END AS bit) AS IsFree
FROM outbox.Lane
ORDER BY Lane;
