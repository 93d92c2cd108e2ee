/*
  Purpose     Goes on with erasing people's data from the outbox: payload, event id, key and id of the rows, the details of
              their faults and of the requests that carried them, what Customer.io accepted of the person, the guests' ids. Rows
              that are pending are cancelled. What stays of a row is its number, kind, times and status. The set: whether
              there is more to do.
  Caller      The dispatcher that holds lane 0, beside everything else, so that no answer waits to be recorded;
              outbox.ForgetPerson. Who is to be erased stands in outbox.Erasure.
  Locks       Exclusive, on less than 4,000 rows at a time, in the order of the key, each batch in a transaction of its own,
              so that no lock escalates. It reads the whole of outbox.Message, since nothing indexes persons there: every
              write of the shop would pay for that. All who stand at one position are looked for in one pass, all ids of a
              person among them; who came later catches up first.
  On failure  What is erased stays erased, and the position stands beside it: the next call goes on there. Two that run at
              once do the same twice, and one of them moves the position.
  Notes       KeepRow: the row that asks for it keeps the key until Customer.io has removed the person. Email, in small
              letters: a guest's row that was never shaped has neither key nor id, but the e-mail. A merge that is through
              names who stayed. Rows written after UpTo are cancelled when they are read.
*/
CREATE OR ALTER PROCEDURE outbox.ErasePeople
    @Batches int = 10
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET DEADLOCK_PRIORITY LOW;
SET LOCK_TIMEOUT 5000;

DECLARE @Theirs TABLE (MessageId bigint NOT NULL PRIMARY KEY, ErasureId bigint NOT NULL);
DECLARE @From bigint, @Next bigint, @UpTo bigint, @Last bigint;

WHILE @Batches > 0 AND EXISTS (SELECT 1 FROM outbox.Erasure)
BEGIN
    SET @Batches -= 1;
    SET @From = (SELECT MIN(Position) FROM outbox.Erasure);
    SET @Next = (SELECT MIN(Position) FROM outbox.Erasure WHERE Position > @From);
    SET @UpTo = (SELECT MAX(UpTo) FROM outbox.Erasure WHERE Position = @From);
    SET @Last =
    (
        SELECT MAX(b.MessageId)
        FROM
        (
            SELECT TOP (3000) MessageId
            FROM outbox.Message
            WHERE MessageId > @From AND MessageId <= @UpTo
            ORDER BY MessageId
        ) AS b
    );
    SET @Last = COALESCE(@Last, @UpTo, @From);
    IF @Next < @Last
        SET @Last = @Next;

    DELETE FROM @Theirs;
    INSERT @Theirs (MessageId, ErasureId)
    SELECT m.MessageId, MIN(e.ErasureId)
    FROM outbox.Message AS m
    INNER JOIN outbox.Erasure AS e
        ON  m.PersonKey = e.PersonKey
        OR  m.PersonId = e.PersonId
        OR  (m.Kind = 'merge' AND m.Status <> 'pending' AND CASE WHEN ISJSON(m.Captured) = 1 THEN JSON_VALUE(m.Captured, '$.into') END = e.PersonKey)
        OR  (m.PersonKey IS NULL AND m.PersonId IS NULL AND m.Status <> 'pending' AND CHARINDEX(N'"' + e.Email + N'"', LOWER(m.Captured)) > 0)
    WHERE m.MessageId > @From
      AND m.MessageId <= @Last
      AND e.Position = @From
      AND m.MessageId <> e.KeepRow
    GROUP BY m.MessageId;

    BEGIN TRANSACTION;

    IF EXISTS (SELECT 1 FROM @Theirs)
    BEGIN
        UPDATE m
        SET EventId    = NULL,
            PersonKey  = NULL,
            PersonId   = NULL,
            Captured   = NULL,
            Properties = NULL,
            Reason     = CASE WHEN m.Status = 'pending' THEN N'OBX478: the person is forgotten' ELSE LEFT(m.Reason, 6) END,
            Status     = CASE WHEN m.Status = 'pending' THEN 'skipped' ELSE m.Status END
        FROM outbox.Message AS m WITH (FORCESEEK)
        INNER JOIN @Theirs AS t ON t.MessageId = m.MessageId;

        UPDATE f
        SET Detail = NULL
        FROM outbox.Fault AS f
        INNER JOIN @Theirs AS t ON t.MessageId = f.MessageId
        WHERE f.Detail IS NOT NULL;

        -- Customer.io's words about a request may quote what was in it.
        UPDATE a
        SET Detail = NULL
        FROM outbox.Attempt AS a
        WHERE a.Detail IS NOT NULL
          AND EXISTS (SELECT 1 FROM @Theirs AS t WHERE t.MessageId BETWEEN a.FirstMessage AND a.LastMessage);
    END;

    UPDATE e
    SET Position = @Last,
        Erased   = e.Erased + (SELECT COUNT(*) FROM @Theirs AS t WHERE t.ErasureId = e.ErasureId)
    FROM outbox.Erasure AS e
    WHERE e.Position = @From;

    -- Not before Customer.io has removed the person: until then it must be known whose ids these are.
    DELETE p
    FROM outbox.Person AS p
    INNER JOIN outbox.Erasure AS e ON e.PersonId = p.PersonId
    WHERE e.Position >= e.UpTo;

    DELETE r
    FROM outbox.Refreshed AS r
    INNER JOIN outbox.Erasure AS e ON e.PersonKey = r.PersonKey
    WHERE e.Position >= e.UpTo AND e.PersonId IS NOT NULL;

    DELETE x
    FROM outbox.Address AS x
    INNER JOIN outbox.Erasure AS e ON e.PersonKey = x.PersonKey OR e.PersonId = x.PersonId
    WHERE e.Position >= e.UpTo AND e.PersonId IS NOT NULL;

    DELETE g
    FROM outbox.Guest AS g
    INNER JOIN outbox.Erasure AS e ON e.PersonKey = g.PersonKey OR e.PersonId = g.PersonId
    WHERE e.Position >= e.UpTo AND e.PersonId IS NOT NULL;

    UPDATE r
    SET RowsErased = COALESCE(r.RowsErased, 0) + e.Erased
    FROM outbox.Removal AS r
    INNER JOIN outbox.Erasure AS e ON e.PersonHash = r.PersonHash
    WHERE e.Position >= e.UpTo;

    DELETE FROM outbox.Erasure WHERE Position >= UpTo;

    COMMIT TRANSACTION;
END;

SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM outbox.Erasure) THEN 1 ELSE 0 END AS bit) AS IsMore;
