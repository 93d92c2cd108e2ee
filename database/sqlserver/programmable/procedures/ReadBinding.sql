/*
  Purpose     Where the outbox is, and where it is bound to be. Two sets: (ServerName, DatabaseName), then the binding,
              of no or one row.
  Caller      The dispatcher, before it sends anything and every few minutes; outbox adopt.
  Locks       Shared.
  On failure  Nothing is changed.
  Notes       A database of an availability group is at home on each of its replicas: it is known by the group's id for it
              (sys.databases.group_database_id, the same on every replica), which a copy restored elsewhere does not have.
              Other databases are known by their server: of a failover cluster that is the network name.
*/
CREATE OR ALTER PROCEDURE outbox.ReadBinding
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCK_TIMEOUT 5000;

SELECT
    COALESCE(
        (SELECT N'availability group: ' + CONVERT(nvarchar(36), group_database_id) FROM sys.databases WHERE name = DB_NAME()),
        CONVERT(nvarchar(256), SERVERPROPERTY('ServerName')),
        N'')  AS ServerName,
    DB_NAME() AS DatabaseName;

SELECT ServerName, DatabaseName, EnvironmentId, Region, BoundAt
FROM outbox.Binding;
