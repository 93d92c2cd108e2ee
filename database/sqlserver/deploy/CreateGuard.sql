/*
  Purpose     Looks at every change of a table in the moment it is made: outbox.GuardTable decides what a capture loses by it.
              refuse rolls the change back; disable lets it through and disables the capture's trigger, so that the shop's
              writes go on.
  Caller      ALTER TABLE, DROP TABLE, sp_rename, ALTER SCHEMA … TRANSFER (Microsoft, "DDL events"); made by outbox migrate --guard.
  Locks       Those of the change; the trigger that is disabled is on the table that was changed.
  On failure  In the mode refuse the change fails; in the mode disable it goes through.
  Notes       It decides as outbox_catalog, who may see definitions, and disables as the caller (EXECUTE AS CALLER): whoever may
              alter a table may disable its triggers (Microsoft, "DISABLE TRIGGER"). The SET options are what methods of xml need,
              whatever the session has (error 1934). Where the outbox's part of it is gone, it stands in nobody's way.
*/
CREATE OR ALTER TRIGGER outbox_guard_@mode
ON DATABASE
WITH EXECUTE AS 'outbox_catalog'
FOR ALTER_TABLE, DROP_TABLE, RENAME, ALTER_SCHEMA
AS
SET NOCOUNT ON;
SET ROWCOUNT 0;
SET ANSI_WARNINGS, ANSI_PADDING, ARITHABORT, CONCAT_NULL_YIELDS_NULL ON;
SET NUMERIC_ROUNDABORT OFF;
SET XACT_ABORT OFF;

IF OBJECT_ID(N'outbox.GuardTable', N'P') IS NULL
    RETURN;

DECLARE @Data xml = EVENTDATA(), @Refusal nvarchar(2000), @Disable nvarchar(max);
DECLARE @Event   nvarchar(128) = @Data.value('(/EVENT_INSTANCE/EventType)[1]', 'nvarchar(128)'),
        @Object  nvarchar(128) = NULLIF(@Data.value('(/EVENT_INSTANCE/ObjectName)[1]', 'nvarchar(128)'), N''),
        @Target  nvarchar(128) = NULLIF(@Data.value('(/EVENT_INSTANCE/TargetObjectName)[1]', 'nvarchar(128)'), N''),
        @NewName nvarchar(128) = NULLIF(@Data.value('(/EVENT_INSTANCE/NewObjectName)[1]', 'nvarchar(128)'), N'');

BEGIN TRY
    EXEC outbox.GuardTable @Mode = '@mode', @Event = @Event, @Object = @Object, @Target = @Target, @NewName = @NewName,
        @Refusal = @Refusal OUTPUT, @Disable = @Disable OUTPUT;

    IF @Disable IS NOT NULL
    BEGIN
        EXECUTE AS CALLER;
        EXEC sys.sp_executesql @Disable;
        REVERT;
    END;
END TRY
BEGIN CATCH
    -- An error that dooms the transaction goes to whoever makes the change, and so does any in the mode refuse.
    IF XACT_STATE() <> 1 OR '@mode' = 'refuse'
        THROW;
END CATCH;

IF @Refusal IS NOT NULL
BEGIN
    -- THROW reads % as its own.
    SET @Refusal = REPLACE(@Refusal, N'%', N'%%');
    ROLLBACK TRANSACTION;
    THROW 50060, @Refusal, 1;
END;
