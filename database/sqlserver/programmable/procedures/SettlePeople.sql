/*
  Purpose     Records what is decided or settled about who people are: links (whose id stands for whom), merges under way
              and done, removals and their end, rows that wait. A merge leaves unknown which of two values a profile has: the
              person's attributes are sent again. So they are once a suppression has ended.
  Caller      The dispatcher, before it records the rows that this comes of (outbox.CompleteMessages): after a crash between
              the two it is done again.
  Locks       Exclusive, on the rows of these people.
  On failure  Nothing is recorded; the caller tries again.
*/
CREATE OR ALTER PROCEDURE outbox.SettlePeople
    @Guests   outbox.GuestList   READONLY,
    @Removals outbox.RemovalList READONLY,
    @Delays   outbox.DelayList   READONLY,
    @Erased   outbox.MessageList READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

DECLARE @Now datetime2(3) = SYSUTCDATETIME();

BEGIN TRANSACTION;

-- The person who is merged into is somebody's other id no longer: a key that was changed and changed back.
DELETE g
FROM outbox.Guest AS g
INNER JOIN @Guests AS n ON n.PrimaryId = g.PersonId
WHERE n.Stage = 'linked';

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
FROM outbox.Guest AS g
INNER JOIN @Guests AS n ON n.PersonId = g.PersonId;

INSERT outbox.Guest (PersonId, PersonKey, LinkedAt, MergingAt, MergedAt)
SELECT
    n.PersonId,
    n.PersonKey,
    @Now,
    CASE WHEN n.Stage <> 'linked' THEN @Now END,
    CASE WHEN n.Stage = 'merged' THEN @Now END
FROM @Guests AS n
WHERE NOT EXISTS (SELECT 1 FROM outbox.Guest AS g WITH (UPDLOCK, HOLDLOCK) WHERE g.PersonId = n.PersonId);

UPDATE p
SET AttributesHash = NULL
FROM outbox.Person AS p
INNER JOIN @Guests AS n ON n.PrimaryId = p.PersonId
WHERE n.Stage = 'merged';

INSERT outbox.Message (Kind, CapturedBy, PersonKey, Lane)
SELECT
    'touch',
    N'people',
    x.PersonKey,
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(x.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15
FROM
(
    SELECT PersonKey FROM @Guests WHERE Stage = 'merged'
    UNION
    SELECT PersonKey FROM @Removals WHERE Kind = 'restore' AND PersonKey IS NOT NULL
) AS x;

DELETE r
FROM outbox.Removal AS r
INNER JOIN @Removals AS n ON n.PersonHash = r.PersonHash
WHERE n.Kind = 'restore';

-- A proof stays one, whatever comes after it.
UPDATE r
SET Kind        = CASE WHEN r.Kind = 'forget' THEN r.Kind ELSE n.Kind END,
    RequestedAt = n.RequestedAt,
    RemovedAt   = @Now
FROM outbox.Removal AS r
INNER JOIN @Removals AS n ON n.PersonHash = r.PersonHash
WHERE n.Kind <> 'restore';

INSERT outbox.Removal (PersonHash, Kind, RequestedAt, RemovedAt)
SELECT n.PersonHash, n.Kind, n.RequestedAt, @Now
FROM @Removals AS n
WHERE n.Kind <> 'restore'
  AND NOT EXISTS (SELECT 1 FROM outbox.Removal AS r WITH (UPDLOCK, HOLDLOCK) WHERE r.PersonHash = n.PersonHash);

UPDATE m
SET NotBefore = DATEADD(MILLISECOND, d.DelayMs, @Now)
FROM outbox.Message AS m
INNER JOIN @Delays AS d ON d.MessageId = m.MessageId
WHERE m.Status = 'pending';

-- Of persons who are forgotten; what becomes of the rows is recorded beside it.
UPDATE m
SET EventId    = NULL,
    PersonKey  = NULL,
    PersonId   = NULL,
    Captured   = NULL,
    Properties = NULL
FROM outbox.Message AS m
INNER JOIN @Erased AS e ON e.MessageId = m.MessageId;

COMMIT TRANSACTION;
