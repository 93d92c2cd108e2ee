/*
  Purpose     Binds an outbox that is bound to nothing yet. One that is bound stays as it is.
  Caller      The first dispatcher; outbox adopt.
  Locks       Exclusive, on one row. Of two who bind at once one gets 2627, and finds the outbox bound when it tries again.
  On failure  Nothing is bound.
*/
CREATE OR ALTER PROCEDURE outbox.Bind
    @ServerName    nvarchar(256),
    @DatabaseName  nvarchar(400),
    @EnvironmentId bigint,
    @Region        varchar(10)
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

INSERT outbox.Binding (Binding, ServerName, DatabaseName, EnvironmentId, Region, BoundAt)
SELECT 1, @ServerName, @DatabaseName, @EnvironmentId, @Region, SYSUTCDATETIME()
WHERE NOT EXISTS (SELECT 1 FROM outbox.Binding);
