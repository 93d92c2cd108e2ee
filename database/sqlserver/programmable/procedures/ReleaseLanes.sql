/*
  Purpose     Hands lanes back at once; whoever has fewer than a share takes them with the next heartbeat.
  Caller      The dispatcher: with too many lanes, once what it had read of them is settled, and when it stops.
  Locks       Exclusive, on the lanes and, when it stops, on its own row.
  On failure  Nothing is handed back; the leases run out.
*/
CREATE OR ALTER PROCEDURE outbox.ReleaseLanes
    @Owner  nvarchar(200),
    @Lanes  outbox.LaneTokenList READONLY,
    @IsLast bit
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

-- The last time all of them, also one whose claim had no answer any more.
UPDATE l
SET Owner = NULL, LeasedUntil = NULL
FROM outbox.Lane AS l
WHERE l.Owner = @Owner
  AND (@IsLast = 1 OR EXISTS (SELECT 1 FROM @Lanes AS r WHERE r.Lane = l.Lane AND r.Token = l.Token AND r.Owner = l.Owner));

IF @IsLast = 1
    DELETE FROM outbox.Dispatcher WHERE Owner = @Owner;
