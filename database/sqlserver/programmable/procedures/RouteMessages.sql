/*
  Purpose     Puts rows into the lanes of their persons, now that these are known: by the key, a guest's by the e-mail, the
              same expression as in the triggers. A row with nobody gets any lane, where it is given up with its reason.
              The set: how many rows moved.
  Caller      Any dispatcher: it needs no lane. What another has routed meanwhile stays as it is.
  Locks       The application lock outbox.route, exclusively, so that no reader picks rows while some change lanes; and
              exclusive locks on the rows (FORCESEEK). The lock is the session's and given back after the COMMIT: given back
              with it, a reader might come in before the row locks are gone, and READPAST would pass over the rows.
              It is the dispatchers' own: with @DbPrincipal nobody outside the role can take it (Microsoft, "sp_getapplock").
  On failure  Nothing is moved, and the lock is given back. 50450: the lock was not got; the caller tries again.
              The caller must not cancel it half-way: a cancelled batch runs no CATCH, and the session would keep the lock
              until it is used again.
*/
CREATE OR ALTER PROCEDURE outbox.RouteMessages
    @Routes outbox.RouteList READONLY
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

DECLARE @Locked int, @Moved int = 0;
EXEC @Locked = sp_getapplock
    @Resource = N'outbox.route', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 5000, @DbPrincipal = N'outbox_dispatcher';

IF @Locked < 0
    THROW 50450, N'outbox.RouteMessages: the application lock outbox.route was not got within 5 s. Another dispatcher holds it; it is tried again.', 1;

BEGIN TRY
    BEGIN TRANSACTION;

    UPDATE m
    SET PersonKey = r.PersonKey,
        Lane      = ISNULL(
            CONVERT(tinyint, SUBSTRING(HASHBYTES('SHA2_256',
                UPPER(COALESCE(r.PersonKey, LTRIM(RTRIM(r.GuestEmail))))), 1, 1)) & 15,
            CONVERT(tinyint, m.MessageId & 15))
    FROM outbox.Message AS m WITH (FORCESEEK)
    INNER JOIN @Routes AS r ON r.MessageId = m.MessageId
    WHERE m.CreatedAt = r.CreatedAt
      AND m.Lane = 255
      AND m.Status = 'pending';

    SET @Moved = @@ROWCOUNT;
    COMMIT TRANSACTION;
    EXEC sp_releaseapplock @Resource = N'outbox.route', @LockOwner = 'Session', @DbPrincipal = N'outbox_dispatcher';
END TRY
BEGIN CATCH
    IF XACT_STATE() <> 0
        ROLLBACK TRANSACTION;
    EXEC sp_releaseapplock @Resource = N'outbox.route', @LockOwner = 'Session', @DbPrincipal = N'outbox_dispatcher';
    THROW;
END CATCH;

SELECT @Moved AS Moved;
