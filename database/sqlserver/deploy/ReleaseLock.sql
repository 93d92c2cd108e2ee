-- The role is gone after an uninstall, and the lock with it when the session ends.
IF DATABASE_PRINCIPAL_ID(N'outbox_dispatcher') IS NOT NULL
    EXEC sp_releaseapplock @Resource = N'outbox.migrate', @LockOwner = 'Session', @DbPrincipal = 'outbox_dispatcher';
