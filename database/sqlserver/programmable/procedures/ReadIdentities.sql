/*
  Purpose     What the outbox knows of who people are, beside their attributes. Three sets: (PersonId, PersonKey, LinkedAt,
              MergingAt, MergedAt), whom a guest's id or a former key's id stands for; (FromKey, Captured), merges of a key
              that is asked for, the oldest first; (PersonHash, Kind), who was removed. Who is unknown is in none.
  Caller      The dispatcher, once a read.
  Locks       Shared, by key. READPAST where READ_COMMITTED_SNAPSHOT is off: a merge that is being written waits for the
              next read.
  On failure  Nothing is changed.
*/
CREATE OR ALTER PROCEDURE outbox.ReadIdentities
    @PersonIds outbox.KeyList READONLY,
    @Keys      outbox.KeyList READONLY,
    @Hashes    outbox.KeyList READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

SELECT g.PersonId, g.PersonKey, g.LinkedAt, g.MergingAt, g.MergedAt
FROM @PersonIds AS i
INNER JOIN outbox.Guest AS g WITH (FORCESEEK) ON g.PersonId = i.[Key];

SELECT m.PersonKey AS FromKey, m.Captured
FROM @Keys AS k
INNER JOIN outbox.Message AS m WITH (READPAST, READCOMMITTEDLOCK) ON m.PersonKey = k.[Key] AND m.Kind = 'merge'
WHERE m.Captured IS NOT NULL
ORDER BY m.MessageId;

SELECT r.PersonHash, r.Kind
FROM @Hashes AS h
INNER JOIN outbox.Removal AS r WITH (FORCESEEK) ON r.PersonHash = CONVERT(char(64), h.[Key]);
