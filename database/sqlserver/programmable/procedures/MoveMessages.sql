/*
  Purpose     Gives pending rows of a guest, or of a key that was changed, to the person whom they belong to: key, id and
              lane. The set: the rows that the caller holds no longer: they went to another lane, now or before, are closed,
              or their lane is not held by the owner and under the token given. Of a lane that is not held nothing is changed.
  Caller      The dispatcher that owns the lanes of the rows. A call that is repeated after its answer was lost has the same
              answer: what the first one moved stands in another lane than it was read from.
  Locks       Shared, on the lanes given, until the end (REPEATABLEREAD); exclusive, on the rows alone (FORCESEEK).
  On failure  Nothing is moved; the caller tries again.
*/
CREATE OR ALTER PROCEDURE outbox.MoveMessages
    @Lanes outbox.LaneTokenList READONLY,
    @Moves outbox.MoveList      READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

DECLARE @Held TABLE (Lane tinyint NOT NULL PRIMARY KEY);
DECLARE @Gone TABLE (MessageId bigint NOT NULL PRIMARY KEY);

BEGIN TRANSACTION;

INSERT @Held (Lane)
SELECT h.Lane
FROM @Lanes AS h
INNER JOIN outbox.Lane AS l WITH (REPEATABLEREAD) ON l.Lane = h.Lane
WHERE l.Token = h.Token AND l.Owner = h.Owner;

-- The lane as the triggers have it.
UPDATE m
SET PersonKey = v.PersonKey,
    PersonId  = CASE WHEN m.PersonId IS NULL THEN NULL ELSE v.PersonId END,
    Lane      = CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(v.PersonKey)), 1, 1)) & 15
FROM outbox.Message AS m WITH (FORCESEEK)
INNER JOIN @Moves AS v ON v.MessageId = m.MessageId
WHERE m.CreatedAt = v.CreatedAt
  AND m.Lane = v.Lane
  AND m.Status = 'pending'
  AND EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = v.Lane);

INSERT @Gone (MessageId)
SELECT v.MessageId
FROM @Moves AS v
WHERE NOT EXISTS
(
    SELECT 1
    FROM outbox.Message AS m WITH (FORCESEEK)
    WHERE m.MessageId = v.MessageId
      AND m.CreatedAt = v.CreatedAt
      AND m.Lane = v.Lane
      AND m.Status = 'pending'
      AND m.PersonKey = v.PersonKey
      AND EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = v.Lane)
);

COMMIT TRANSACTION;

SELECT MessageId
FROM @Gone;
