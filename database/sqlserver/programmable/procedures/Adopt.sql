/*
  Purpose     Binds the outbox anew, whatever it was bound to. Another workspace of Customer.io knows nobody yet: what was
              accepted of people by the one before is forgotten, so that everyone is sent again.
  Caller      outbox adopt, by an operator who knows that no other copy of this outbox sends.
  Locks       Exclusive, on less than 4,000 rows at a time, so that no lock escalates.
  On failure  The binding is the last to change: until then dispatchers send nothing, and it can be run again.
*/
CREATE OR ALTER PROCEDURE outbox.Adopt
    @ServerName    nvarchar(256),
    @DatabaseName  nvarchar(400),
    @EnvironmentId bigint,
    @Region        varchar(10)
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

IF EXISTS (SELECT 1 FROM outbox.Binding WHERE EnvironmentId <> @EnvironmentId OR Region <> @Region)
BEGIN
    DECLARE @Deleted int = 1;
    WHILE @Deleted > 0
    BEGIN
        DELETE TOP (3999) FROM outbox.Person;
        SET @Deleted = @@ROWCOUNT;
    END;

    -- Nor has it merged anybody. Who is whom stays so, and who was removed stays removed.
    UPDATE outbox.Guest SET MergingAt = NULL, MergedAt = NULL;
END;

UPDATE outbox.Binding
SET ServerName    = @ServerName,
    DatabaseName  = @DatabaseName,
    EnvironmentId = @EnvironmentId,
    Region        = @Region,
    BoundAt       = SYSUTCDATETIME();

EXEC outbox.Bind @ServerName, @DatabaseName, @EnvironmentId, @Region;
