/*
  Purpose     Records what is decided or settled about who people are: links (whose id stands for whom), merges under way
              and done, removals and their end, rows that wait. A merge leaves unknown which of two values a profile has: the
              person's attributes are sent again. So they are once a suppression has ended, and those of whoever waits for the
              e-mail that it blocked.
              What Customer.io has accepted (a merge that is done, a removal) is a fact, whoever owns the lanes by now. What is
              about to be done (a link, a merge under way, a row that waits or loses its payload) is a decision, of the owner
              of all the lanes given alone: another owner decides anew.
  Caller      outbox.CompleteMessages, in its transaction.
  Locks       Exclusive, on the rows of these people; no range (see outbox.CompleteMessages).
  On failure  The caller's transaction is rolled back.
*/
CREATE OR ALTER PROCEDURE outbox.SettlePeople
    @Lanes    outbox.LaneTokenList READONLY,
    @AllHeld  bit,
    @Guests   outbox.GuestList     READONLY,
    @Removals outbox.RemovalList   READONLY,
    @Delays   outbox.DelayList     READONLY,
    @Erased   outbox.MessageList   READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

DECLARE @Now datetime2(3) = SYSUTCDATETIME();

-- The person who is merged into is somebody's other id no longer: a key that was changed and changed back.
DELETE g
FROM outbox.Guest AS g WITH (FORCESEEK)
INNER JOIN @Guests AS n ON n.PrimaryId = g.PersonId
WHERE n.Stage = 'linked' AND @AllHeld = 1;

UPDATE g
SET LinkedAt  = CASE WHEN n.Stage = 'linked' AND g.PersonKey <> n.PersonKey THEN @Now ELSE g.LinkedAt END,
    MergingAt = CASE
                    WHEN n.Stage = 'linked' THEN CASE WHEN g.PersonKey = n.PersonKey THEN g.MergingAt END
                    ELSE COALESCE(g.MergingAt, @Now)
                END,
    MergedAt  = CASE
                    WHEN n.Stage = 'merged' THEN @Now
                    WHEN n.Stage = 'linked' AND g.PersonKey <> n.PersonKey THEN NULL
                    ELSE g.MergedAt
                END,
    PersonKey = n.PersonKey
FROM outbox.Guest AS g WITH (FORCESEEK)
INNER JOIN @Guests AS n ON n.PersonId = g.PersonId
WHERE n.Stage = 'merged' OR @AllHeld = 1;

INSERT outbox.Guest (PersonId, PersonKey, LinkedAt, MergingAt, MergedAt)
SELECT
    n.PersonId,
    n.PersonKey,
    @Now,
    CASE WHEN n.Stage <> 'linked' THEN @Now END,
    CASE WHEN n.Stage = 'merged' THEN @Now END
FROM @Guests AS n
WHERE (n.Stage = 'merged' OR @AllHeld = 1)
  AND NOT EXISTS (SELECT 1 FROM outbox.Guest AS g WITH (FORCESEEK) WHERE g.PersonId = n.PersonId);

UPDATE p
SET AttributesHash = NULL
FROM outbox.Person AS p WITH (FORCESEEK)
INNER JOIN @Guests AS n ON n.PrimaryId = p.PersonId
WHERE n.Stage = 'merged';

INSERT outbox.Message (Kind, CapturedBy, PersonKey, Lane)
SELECT
    'touch',
    N'people',
    x.PersonKey,
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(x.PersonKey)), 1, 1)) & 15
FROM
(
    SELECT PersonKey FROM @Guests WHERE Stage = 'merged'
    UNION
    SELECT PersonKey FROM @Removals WHERE Kind = 'restore' AND PersonKey IS NOT NULL
    UNION
    SELECT e.PersonKey
    FROM @Removals AS n
    INNER JOIN outbox.Removal AS r WITH (FORCESEEK) ON r.PersonHash = n.PersonHash
    INNER JOIN outbox.Address AS e WITH (FORCESEEK) ON e.Wanted = r.EmailHash
    WHERE n.Kind = 'restore' AND e.Wanted IS NOT NULL
) AS x;

DELETE r
FROM outbox.Removal AS r WITH (FORCESEEK)
INNER JOIN @Removals AS n ON n.PersonHash = r.PersonHash
WHERE n.Kind = 'restore';

-- A proof stays one, whatever comes after it.
UPDATE r
SET Kind        = CASE WHEN r.Kind = 'forget' THEN r.Kind ELSE n.Kind END,
    RequestedAt = n.RequestedAt,
    RemovedAt   = @Now,
    EmailHash   = COALESCE
                  (
                      (SELECT COALESCE(e.AddressHash, e.Former) FROM outbox.Address AS e WITH (FORCESEEK) WHERE e.PersonId = n.PersonId AND e.Kind = 'email'),
                      n.EmailHash,
                      r.EmailHash
                  )
FROM outbox.Removal AS r WITH (FORCESEEK)
INNER JOIN @Removals AS n ON n.PersonHash = r.PersonHash
WHERE n.Kind <> 'restore';

INSERT outbox.Removal (PersonHash, Kind, RequestedAt, RemovedAt, EmailHash)
SELECT
    n.PersonHash,
    n.Kind,
    n.RequestedAt,
    @Now,
    COALESCE((SELECT COALESCE(e.AddressHash, e.Former) FROM outbox.Address AS e WITH (FORCESEEK) WHERE e.PersonId = n.PersonId AND e.Kind = 'email'), n.EmailHash)
FROM @Removals AS n
WHERE n.Kind <> 'restore'
  AND NOT EXISTS (SELECT 1 FROM outbox.Removal AS r WITH (FORCESEEK) WHERE r.PersonHash = n.PersonHash);

UPDATE m
SET NotBefore = DATEADD(MILLISECOND, d.DelayMs, @Now)
FROM outbox.Message AS m WITH (FORCESEEK)
INNER JOIN @Delays AS d ON d.MessageId = m.MessageId
WHERE m.CreatedAt = d.CreatedAt
  AND m.Status = 'pending'
  AND @AllHeld = 1
  AND EXISTS (SELECT 1 FROM @Lanes AS l WHERE l.Lane = m.Lane);

-- Of persons who are forgotten; what becomes of the rows is recorded beside it.
UPDATE m
SET EventId    = NULL,
    PersonKey  = NULL,
    PersonId   = NULL,
    Captured   = NULL,
    Properties = NULL
FROM outbox.Message AS m WITH (FORCESEEK)
INNER JOIN @Erased AS e ON e.MessageId = m.MessageId
WHERE m.CreatedAt = e.CreatedAt
  AND @AllHeld = 1
  AND EXISTS (SELECT 1 FROM @Lanes AS l WHERE l.Lane = m.Lane);
