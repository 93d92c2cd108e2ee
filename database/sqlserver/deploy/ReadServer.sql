SELECT
    CONVERT(int, SERVERPROPERTY('EngineEdition'))                             AS EngineEdition,
    CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion'))                  AS ProductVersion,
    (SELECT CONVERT(int, compatibility_level) FROM sys.databases WHERE name = DB_NAME()) AS CompatibilityLevel,
    CASE WHEN HAS_PERMS_BY_NAME(NULL, N'DATABASE', N'CONTROL') = 1 OR IS_MEMBER(N'db_owner') = 1 OR USER_NAME() = N'dbo' THEN 1 ELSE 0 END AS HasControl,
    CASE WHEN SCHEMA_ID(N'outbox') IS NULL THEN 0 ELSE 1 END                  AS HasSchema,
    CASE WHEN OBJECT_ID(N'outbox.SchemaVersion', N'U') IS NULL THEN 0 ELSE 1 END AS HasJournal,
    CASE WHEN OBJECT_ID(N'outbox.Message', N'U') IS NULL THEN 0 ELSE 1 END    AS HasTables,
    (SELECT COUNT(*) FROM sys.objects WHERE schema_id = SCHEMA_ID(N'outbox')) AS SchemaObjects,
    CASE WHEN HAS_PERMS_BY_NAME(N'outbox.ReadDeployment', N'OBJECT', N'EXECUTE') = 1 THEN 1 ELSE 0 END AS MayAskOutbox,
    CASE WHEN HAS_PERMS_BY_NAME(NULL, N'DATABASE', N'VIEW DEFINITION') = 1 OR IS_MEMBER(N'db_owner') = 1 OR USER_NAME() = N'dbo' THEN 1 ELSE 0 END AS SeesDefinitions,
    CASE WHEN IS_MEMBER(N'db_owner') = 1 OR USER_NAME() = N'dbo' OR IS_MEMBER(N'outbox_dispatcher') = 1 THEN 1 ELSE 0 END AS MayLock,
    USER_NAME()                                                               AS UserName;
