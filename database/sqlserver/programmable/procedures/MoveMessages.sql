/*
  Purpose     Gives pending rows of a guest, or of a key that was changed, to the person whom they belong to: key, id and
              lane. The set: the rows that went to another lane; they are its owner's now. Where the lane that a row was
              read from is no longer held under its token, nothing is changed.
  Caller      The dispatcher that owns the lanes of the rows.
  Locks       Shared, on the lanes given, until the end (REPEATABLEREAD); exclusive, on the rows alone.
  On failure  Nothing is moved; the caller tries again.
*/
CREATE OR ALTER PROCEDURE outbox.MoveMessages
    @Lanes outbox.LaneTokenList READONLY,
    @Moves outbox.MoveList      READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

DECLARE @Held TABLE (Lane tinyint NOT NULL PRIMARY KEY);
DECLARE @Moved TABLE (MessageId bigint NOT NULL PRIMARY KEY, FromLane tinyint NOT NULL, ToLane tinyint NOT NULL);

BEGIN TRANSACTION;

INSERT @Held (Lane)
SELECT h.Lane
FROM @Lanes AS h
INNER JOIN outbox.Lane AS l WITH (REPEATABLEREAD) ON l.Lane = h.Lane AND l.Token = h.Token
WHERE l.Owner IS NOT NULL;

-- The lane as the triggers have it.
INSERT @Moved (MessageId, FromLane, ToLane)
SELECT
    m.MessageId,
    m.Lane,
    CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256', UPPER(v.PersonKey COLLATE Latin1_General_100_BIN2)), 1, 1)) & 15
FROM @Moves AS v
INNER JOIN outbox.Message AS m ON m.MessageId = v.MessageId
WHERE m.Status = 'pending'
  AND EXISTS (SELECT 1 FROM @Held AS h WHERE h.Lane = m.Lane);

UPDATE m
SET PersonKey = v.PersonKey,
    PersonId  = CASE WHEN m.PersonId IS NULL THEN NULL ELSE v.PersonId END,
    Lane      = x.ToLane
FROM outbox.Message AS m
INNER JOIN @Moves AS v ON v.MessageId = m.MessageId
INNER JOIN @Moved AS x ON x.MessageId = m.MessageId
WHERE m.Status = 'pending';

COMMIT TRANSACTION;

SELECT MessageId
FROM @Moved
WHERE ToLane <> FromLane;
