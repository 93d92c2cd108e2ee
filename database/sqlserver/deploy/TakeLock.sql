-- One deployment at a time. The lock is the session's: it ends with it, or by ReleaseLock.sql.
DECLARE @Result int;
EXEC @Result = sp_getapplock @Resource = N'outbox.migrate', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 10000;
SELECT @Result;
