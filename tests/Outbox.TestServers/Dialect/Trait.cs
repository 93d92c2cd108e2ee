namespace Outbox.TestServers.Dialect;

/// <summary>
/// Something of SQL Server that a server which speaks T-SQL may lack. The server is asked once a run, by trying it in a
/// scratch database; it is never known by its name.
/// </summary>
/// <param name="Name">As the reason of a skipped test and the closing lines name it.</param>
/// <param name="Probe">Batches, cut at lines that say GO. All must run.</param>
/// <param name="Answer">What the last batch must answer; null where it is enough that it runs.</param>
public sealed record Trait(string Name, string Probe, string? Answer = null)
{
    /// <summary>Objects are replaced in place, with their grants.</summary>
    public static readonly Trait CreateOrAlter = new("CREATE OR ALTER", "CREATE OR ALTER VIEW dbo.Probed AS SELECT 1 AS A");

    /// <summary>A table says when its locks become one.</summary>
    public static readonly Trait LockEscalation = new(
        "LOCK_ESCALATION", "CREATE TABLE dbo.Escalating (A int)\nGO\nALTER TABLE dbo.Escalating SET (LOCK_ESCALATION = DISABLE)");

    /// <summary>Triggers leave the writes of replication alone.</summary>
    public static readonly Trait NotForReplication = new(
        "NOT FOR REPLICATION",
        "CREATE TABLE dbo.Replicated (A int)\nGO\nCREATE TRIGGER dbo.OnReplicated ON dbo.Replicated AFTER INSERT NOT FOR REPLICATION AS SET NOCOUNT ON");

    /// <summary>Indexes inside CREATE TABLE.</summary>
    public static readonly Trait InlineIndex = new("inline INDEX", "CREATE TABLE dbo.Indexed (A int, INDEX IX_Indexed_A (A))");

    /// <summary>Rights on types.</summary>
    public static readonly Trait GrantOnType = new(
        "GRANT ON TYPE", "CREATE ROLE granted\nGO\nCREATE TYPE dbo.Granted AS TABLE (A int)\nGO\nGRANT EXECUTE ON TYPE::dbo.Granted TO granted");

    /// <summary>Rights with the class of what they are on.</summary>
    public static readonly Trait GrantOnObject = new(
        "GRANT ON OBJECT", "CREATE ROLE reader\nGO\nCREATE TABLE dbo.Readable (A int)\nGO\nGRANT SELECT ON OBJECT::dbo.Readable TO reader");

    /// <summary>Rights to read from a table function.</summary>
    public static readonly Trait GrantOnTableFunction = new(
        "GRANT SELECT on a table function",
        "CREATE ROLE selecting\nGO\nCREATE FUNCTION dbo.Selected() RETURNS @T TABLE (A int) AS BEGIN INSERT @T VALUES (1); RETURN; END\nGO\nGRANT SELECT ON dbo.Selected TO selecting");

    /// <summary>Capitals of every letter, whatever the collation.</summary>
    public static readonly Trait BinaryCapitals = new(
        "capitals beyond ASCII under a binary collation", "SELECT UNICODE(UPPER(N'ü' COLLATE Latin1_General_100_BIN2))", "220");

    /// <summary>
    /// Sequences as sys.sequences tells of them. A server that keeps them elsewhere may hand a cache to each session, and the
    /// numbers then follow the order of commits no more.
    /// </summary>
    public static readonly Trait ServerSequences = new(
        "sequences in sys.sequences",
        "CREATE SEQUENCE dbo.Counted AS bigint START WITH 1 CACHE 10\nGO\nSELECT COUNT(*) FROM sys.sequences WHERE name = N'Counted'",
        "1");

    /// <summary>Users that nobody logs in as, and modules that run as one.</summary>
    public static readonly Trait LoginlessUser = new(
        "EXECUTE AS a user without login",
        """
        CREATE USER loginless WITHOUT LOGIN
        GO
        CREATE PROCEDURE dbo.RunAs WITH EXECUTE AS 'loginless' AS SELECT USER_NAME()
        GO
        EXEC dbo.RunAs
        """,
        "loginless");

    /// <summary>The right to see definitions.</summary>
    public static readonly Trait ViewDefinition = new(
        "GRANT VIEW DEFINITION", "CREATE ROLE seeing\nGO\nGRANT VIEW DEFINITION ON SCHEMA::dbo TO seeing");

    /// <summary>Triggers on changes of the schema.</summary>
    public static readonly Trait DdlTriggers = new(
        "triggers ON DATABASE", "CREATE TRIGGER OnChange ON DATABASE FOR ALTER_TABLE AS SET NOCOUNT ON\nGO\nDROP TRIGGER OnChange ON DATABASE");

    /// <summary>Tables that change their names.</summary>
    public static readonly Trait RenamedTables = new(
        "sp_rename of tables", "CREATE TABLE dbo.Named (A int)\nGO\nEXEC sp_rename N'dbo.Named', N'Renamed', N'OBJECT'\nGO\nSELECT COUNT(*) FROM dbo.Renamed", "0");

    /// <summary>Roles that say who owns them.</summary>
    public static readonly Trait RoleOwner = new("CREATE ROLE … AUTHORIZATION", "CREATE ROLE owned AUTHORIZATION dbo");

    /// <summary>A pause between two statements.</summary>
    public static readonly Trait Waits = new("WAITFOR", "WAITFOR DELAY '00:00:00.001'");

    /// <summary>Joins that say how they are done.</summary>
    public static readonly Trait JoinHints = new("join hints", "SELECT COUNT(*) FROM sys.objects AS a LEFT HASH JOIN sys.objects AS b ON b.object_id = a.object_id");

    /// <summary>A time as text has as many digits as its type.</summary>
    public static readonly Trait TrailingZeros = new(
        "the zeros at the end of a datetime2(3) as text",
        "SELECT CONVERT(nvarchar(34), CAST('2026-12-31 23:59:59.850' AS datetime2(3)), 121)",
        "2026-12-31 23:59:59.850");

    /// <summary>Times to 100 nanoseconds.</summary>
    public static readonly Trait SevenDigitTimes = new(
        "the seventh digit of datetime2(7)",
        "SELECT CONVERT(nvarchar(40), CAST('2026-12-31 23:59:59.9999999' AS datetime2(7)), 121)",
        "2026-12-31 23:59:59.9999999");

    /// <summary>Money as text of four decimals, and nothing around it. A server that lacks it has no money to speak of.</summary>
    public static readonly Trait MoneyAsText = new(
        "text of money in style 2", "SELECT CONCAT('<', CONVERT(nvarchar(40), CAST(2.5 AS money), 2), '>')", "<2.5000>");

    /// <summary>U+0000 within text.</summary>
    public static readonly Trait NulInText = new("U+0000 in text", "SELECT LEN(N'a' + NCHAR(0) + N'b')", "3");

    /// <summary>Text of UTF-16 units, not of characters.</summary>
    public static readonly Trait LoneSurrogates = new("lone surrogates in text", "SELECT UNICODE(NCHAR(55296) + N'')", "55296");

    /// <summary>A character outside of the basic plane counts two.</summary>
    public static readonly Trait Utf16Units = new("places in text that count UTF-16 units", "SELECT LEN(N'😀' COLLATE Latin1_General_100_BIN2)", "2");

    /// <summary>SQL CLR is enabled, and this login may let an assembly in.</summary>
    public static readonly Trait TrustedClr = new(
        "SQL CLR that is enabled, and CONTROL SERVER to trust an assembly",
        "SELECT CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, N'CONTROL SERVER') = 1 THEN (SELECT CONVERT(int, value_in_use) FROM sys.configurations WHERE name = N'clr enabled') END",
        "1");

    /// <summary>Insert, update and delete in one statement.</summary>
    public static readonly Trait Merge = new(
        "MERGE",
        "CREATE TABLE dbo.Merged (A int)\nGO\nMERGE dbo.Merged AS t USING (SELECT 1 AS A) AS s ON s.A = t.A WHEN NOT MATCHED THEN INSERT (A) VALUES (s.A);");

    /// <summary>Isolation by row versions, chosen by the session.</summary>
    public static readonly Trait Snapshot = new("SNAPSHOT isolation", "ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON");

    /// <summary>A trigger fires itself.</summary>
    public static readonly Trait RecursiveTriggers = new("RECURSIVE_TRIGGERS", "ALTER DATABASE CURRENT SET RECURSIVE_TRIGGERS ON");

    /// <summary>SET options that a trigger changes are the session's again when it ends.</summary>
    public static readonly Trait OptionsRevert = new(
        "SET options that revert when a trigger ends",
        """
        CREATE TABLE dbo.Reverting (A int)
        GO
        CREATE TRIGGER dbo.OnReverting ON dbo.Reverting AFTER INSERT AS SET XACT_ABORT OFF
        GO
        SET XACT_ABORT ON; INSERT INTO dbo.Reverting VALUES (1); SELECT @@OPTIONS & 16384
        """,
        "16384");

    /// <summary>An error that a trigger catches under XACT_ABORT OFF leaves it a transaction to write to.</summary>
    public static readonly Trait ErrorsInTriggersSpareTransaction = new(
        "errors caught in a trigger that spare the transaction",
        """
        CREATE TABLE dbo.Checked (A int CONSTRAINT CK_Checked CHECK (A < 10))
        GO
        CREATE TABLE dbo.Caught (State int)
        GO
        CREATE TABLE dbo.Written (A int)
        GO
        CREATE TRIGGER dbo.OnWritten ON dbo.Written AFTER INSERT AS
        SET NOCOUNT ON;
        SET XACT_ABORT OFF;
        BEGIN TRY
            INSERT INTO dbo.Checked SELECT A FROM inserted;
        END TRY
        BEGIN CATCH
            INSERT INTO dbo.Caught VALUES (XACT_STATE());
        END CATCH;
        GO
        INSERT INTO dbo.Written VALUES (50)
        GO
        SELECT State FROM dbo.Caught
        """,
        "1");

    /// <summary>A cascade fires the trigger of the other table once, with all its rows.</summary>
    public static readonly Trait CascadesFireOnce = new(
        "cascades that fire a trigger once",
        """
        CREATE TABLE dbo.Parents (A int NOT NULL PRIMARY KEY)
        GO
        CREATE TABLE dbo.Children (B int NOT NULL PRIMARY KEY, A int NOT NULL REFERENCES dbo.Parents (A) ON DELETE CASCADE)
        GO
        CREATE TABLE dbo.Seen (B int)
        GO
        CREATE TRIGGER dbo.OnChildren ON dbo.Children AFTER DELETE AS INSERT INTO dbo.Seen SELECT B FROM deleted
        GO
        INSERT INTO dbo.Parents VALUES (1), (2), (3); INSERT INTO dbo.Children VALUES (10, 1), (20, 2), (30, 3)
        GO
        DELETE FROM dbo.Parents
        GO
        SELECT COUNT(*) FROM dbo.Seen
        """,
        "3");

    /// <summary>A procedure that is not there is error 2812, whether its schema is there or not.</summary>
    public static readonly Trait MissingProcedureNumber = new(
        "error 2812 for a procedure in a schema that is not there",
        "BEGIN TRY EXEC ('EXEC nowhere.Missing') END TRY BEGIN CATCH SELECT ERROR_NUMBER() END CATCH",
        "2812");

    /// <summary>A number of a sequence is not the session's last identity.</summary>
    public static readonly Trait SequencesSpareIdentity = new(
        "@@IDENTITY that sequences leave alone",
        """
        CREATE SEQUENCE dbo.Numbers AS bigint START WITH 1
        GO
        CREATE TABLE dbo.Numbered (A bigint DEFAULT (NEXT VALUE FOR dbo.Numbers), B int)
        GO
        CREATE TABLE dbo.Identified (A int IDENTITY (500, 1), B int)
        GO
        INSERT INTO dbo.Identified (B) VALUES (1); INSERT INTO dbo.Numbered (B) VALUES (1); SELECT CAST(@@IDENTITY AS int)
        """,
        "500");

    /// <summary>A conversion that fails leaves a transaction that can only be rolled back.</summary>
    public static readonly Trait DoomingConversions = new(
        "conversion errors that doom a transaction",
        "DECLARE @t varchar(9) = 'x', @i int; BEGIN TRANSACTION; BEGIN TRY SET @i = CAST(@t AS int) END TRY BEGIN CATCH SELECT XACT_STATE() END CATCH; ROLLBACK",
        "-1");

    /// <summary>A right of EXECUTE reaches what the procedure reads, where both have one owner.</summary>
    public static readonly Trait OwnershipChaining = new(
        "ownership chaining",
        """
        CREATE TABLE dbo.Chained (A int)
        GO
        CREATE PROCEDURE dbo.ReadChained AS SELECT COUNT(*) FROM dbo.Chained
        GO
        CREATE USER chained WITHOUT LOGIN
        GO
        GRANT EXECUTE ON dbo.ReadChained TO chained
        GO
        EXECUTE AS USER = 'chained'; EXEC dbo.ReadChained; REVERT
        """,
        "0");

    /// <summary>The catalog tells which rights were granted.</summary>
    public static readonly Trait PermissionCatalog = new(
        "rights in sys.database_permissions",
        """
        CREATE ROLE listed
        GO
        CREATE PROCEDURE dbo.Listed AS SELECT 1
        GO
        GRANT EXECUTE ON dbo.Listed TO listed
        GO
        SELECT permission_name FROM sys.database_permissions WHERE grantee_principal_id = DATABASE_PRINCIPAL_ID(N'listed')
        """,
        "EXECUTE");

    /// <summary>Read committed by row versions, as a setting of the database.</summary>
    public static readonly Trait ReadCommittedSnapshot = new(
        "READ_COMMITTED_SNAPSHOT",
        "ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE\nGO\nSELECT CAST(is_read_committed_snapshot_on AS int) FROM sys.databases WHERE name = DB_NAME()",
        "1");

    /// <summary>A procedure that is not there is error 2812.</summary>
    public static readonly Trait MissingObject = new(
        "error 2812 for a missing procedure",
        "BEGIN TRY EXEC (N'EXEC missing_schema.missing') END TRY BEGIN CATCH SELECT ERROR_NUMBER() END CATCH",
        "2812");

    /// <summary>The server calls itself SQL Server 2017 or later, as <c>migrate</c> asks.</summary>
    public static readonly Trait Version2017 = new(
        "version 14 or later",
        "SELECT CASE WHEN CONVERT(int, SERVERPROPERTY('ProductMajorVersion')) >= 14 OR CONVERT(int, SERVERPROPERTY('EngineEdition')) IN (5, 8) THEN 1 ELSE 0 END",
        "1");
}
