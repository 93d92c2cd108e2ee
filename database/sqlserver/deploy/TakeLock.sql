-- One deployment at a time. The lock is the session's: it ends with it, or by ReleaseLock.sql. It is the role's and not public's,
-- so that nobody else in the database can take it (Microsoft, "sp_getapplock": the caller is a member of it, or of db_owner). The
-- role is made here, before the first deployment: two of them would take two locks if one found it and the other did not.
BEGIN TRY
    IF DATABASE_PRINCIPAL_ID(N'outbox_dispatcher') IS NULL CREATE ROLE outbox_dispatcher AUTHORIZATION dbo;
END TRY
BEGIN CATCH
    IF DATABASE_PRINCIPAL_ID(N'outbox_dispatcher') IS NULL THROW;
END CATCH;
DECLARE @Result int;
EXEC @Result = sp_getapplock @Resource = N'outbox.migrate', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 10000, @DbPrincipal = 'outbox_dispatcher';
SELECT @Result;
