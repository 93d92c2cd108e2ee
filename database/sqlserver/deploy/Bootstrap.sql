-- The schema, owned by dbo so that the shop's triggers reach it by ownership chaining, and the journal of migrations.
IF SCHEMA_ID(N'outbox') IS NULL
    EXEC (N'CREATE SCHEMA outbox AUTHORIZATION dbo;');
GO
IF OBJECT_ID(N'outbox.SchemaVersion', N'U') IS NULL
    CREATE TABLE outbox.SchemaVersion
    (
        Id         int           IDENTITY (1, 1) NOT NULL CONSTRAINT PK_SchemaVersion_Id PRIMARY KEY,
        ScriptName nvarchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
        Applied    datetime      NOT NULL
    );
GO
