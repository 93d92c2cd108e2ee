/*
  Purpose     Erases a person's data from the outbox: payload, event id, key and id of the rows, the details of their
              faults and of the requests that carried them, what Customer.io accepted of the person, the guests' ids. Rows
              that are pending are cancelled. What stays of a row is its number, kind, times and status. The set: how many
              rows were erased.
  Caller      outbox.ForgetPerson; the dispatcher, once Customer.io has removed the person.
  Locks       Exclusive, on less than 4,000 rows at a time, in the order of the key, each batch in a transaction of its own,
              so that no lock escalates. It reads the whole of outbox.Message, since nothing indexes persons there: every
              write of the shop would pay for that.
  On failure  What is erased stays erased; it can be run again.
  Notes       @KeepRow: the row that asks for it keeps the key until Customer.io has removed the person. @Email, in small
              letters: a guest's row that was never shaped has neither key nor id, but the e-mail. A merge that is through
              names who stayed.
*/
CREATE OR ALTER PROCEDURE outbox.ErasePerson
    @PersonKey  nvarchar(400) = NULL,
    @PersonId   nvarchar(400) = NULL,
    @PersonHash char(64)      = NULL,
    @Email      nvarchar(400) = NULL,
    @KeepRow    bigint        = 0
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET DEADLOCK_PRIORITY LOW;
SET LOCK_TIMEOUT 5000;

DECLARE @Batch TABLE (MessageId bigint NOT NULL PRIMARY KEY, IsTheirs bit NOT NULL);
DECLARE @After bigint = 0, @Last bigint, @Erased bigint = 0;

WHILE 1 = 1
BEGIN
    DELETE FROM @Batch;

    INSERT @Batch (MessageId, IsTheirs)
    SELECT TOP (3000)
        MessageId,
        CASE
            WHEN MessageId = @KeepRow THEN 0
            WHEN PersonKey = @PersonKey THEN 1
            WHEN PersonId = @PersonId THEN 1
            WHEN Kind = 'merge' AND Status <> 'pending' AND ISJSON(Captured) = 1
                THEN CASE WHEN JSON_VALUE(Captured, '$.into') = @PersonKey THEN 1 ELSE 0 END
            WHEN PersonKey IS NULL AND PersonId IS NULL AND Status <> 'pending'
                AND CHARINDEX(N'"' + @Email + N'"', LOWER(Captured)) > 0 THEN 1
            ELSE 0
        END
    FROM outbox.Message
    WHERE MessageId > @After
    ORDER BY MessageId;

    SET @Last = (SELECT MAX(MessageId) FROM @Batch);
    IF @Last IS NULL
        BREAK;
    SET @After = @Last;

    IF NOT EXISTS (SELECT 1 FROM @Batch WHERE IsTheirs = 1)
        CONTINUE;

    BEGIN TRANSACTION;

    UPDATE m
    SET EventId    = NULL,
        PersonKey  = NULL,
        PersonId   = NULL,
        Captured   = NULL,
        Properties = NULL,
        Reason     = CASE WHEN m.Status = 'pending' THEN N'OBX478: the person is forgotten' ELSE LEFT(m.Reason, 6) END,
        Status     = CASE WHEN m.Status = 'pending' THEN 'skipped' ELSE m.Status END
    FROM outbox.Message AS m WITH (FORCESEEK)
    INNER JOIN @Batch AS b ON b.MessageId = m.MessageId
    WHERE b.IsTheirs = 1;

    SET @Erased += @@ROWCOUNT;

    UPDATE f
    SET Detail = NULL
    FROM outbox.Fault AS f
    INNER JOIN @Batch AS b ON b.MessageId = f.MessageId
    WHERE b.IsTheirs = 1 AND f.Detail IS NOT NULL;

    -- Customer.io's words about a request may quote what was in it.
    UPDATE a
    SET Detail = NULL
    FROM outbox.Attempt AS a
    WHERE a.Detail IS NOT NULL
      AND EXISTS (SELECT 1 FROM @Batch AS b WHERE b.IsTheirs = 1 AND b.MessageId BETWEEN a.FirstMessage AND a.LastMessage);

    COMMIT TRANSACTION;
END;

-- Not before Customer.io has removed the person: until then it must be known whose ids these are.
IF @PersonId IS NOT NULL
BEGIN
    DELETE FROM outbox.Person WHERE PersonId = @PersonId;

    DELETE FROM outbox.Refreshed WHERE PersonKey = @PersonKey;

    DELETE FROM outbox.Address
    WHERE PersonKey = @PersonKey
       OR PersonId = @PersonId;

    DELETE FROM outbox.Guest
    WHERE PersonKey = @PersonKey
       OR PersonId = @PersonId;
END;

UPDATE outbox.Removal
SET RowsErased = ISNULL(RowsErased, 0) + @Erased
WHERE PersonHash = @PersonHash;

SELECT @Erased AS Erased;
