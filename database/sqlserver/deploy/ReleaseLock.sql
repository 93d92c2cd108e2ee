EXEC sp_releaseapplock @Resource = N'outbox.migrate', @LockOwner = 'Session';
