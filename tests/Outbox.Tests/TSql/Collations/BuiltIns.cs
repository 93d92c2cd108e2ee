namespace Outbox.Tests.TSql.Collations;

/// <summary>What Microsoft's pages say of functions; one that is not here is told as not resolved.</summary>
internal static class BuiltIns
{
    /// <summary>They give no text, and at most one of their inputs is one.</summary>
    public static readonly HashSet<string> NotText = Set(
        "COUNT COUNT_BIG SUM AVG STDEV VAR ROW_NUMBER RANK DENSE_RANK NTILE PERCENT_RANK CUME_DIST GROUPING CHECKSUM_AGG "
        + "DATEADD DATEDIFF DATEDIFF_BIG DATEPART DAY MONTH YEAR EOMONTH SYSUTCDATETIME SYSDATETIME SYSDATETIMEOFFSET GETDATE GETUTCDATE "
        + "SWITCHOFFSET TODATETIMEOFFSET DATEFROMPARTS DATETIME2FROMPARTS DATETIMEOFFSETFROMPARTS "
        + "HASHBYTES CHECKSUM BINARY_CHECKSUM LEN DATALENGTH UNICODE ASCII ISJSON ISNUMERIC ISDATE ABS CEILING FLOOR ROUND POWER SIGN SQRT LOG RAND "
        + "OBJECT_ID SCHEMA_ID DB_ID TYPE_ID USER_ID DATABASE_PRINCIPAL_ID HAS_PERMS_BY_NAME IS_MEMBER IS_ROLEMEMBER IS_SRVROLEMEMBER "
        + "XACT_STATE ERROR_NUMBER ERROR_LINE ERROR_SEVERITY ERROR_STATE TRIGGER_NESTLEVEL ROWCOUNT_BIG SCOPE_IDENTITY NEWID NEWSEQUENTIALID "
        + "COLUMNPROPERTY OBJECTPROPERTY OBJECTPROPERTYEX INDEXPROPERTY COL_LENGTH SERVERPROPERTY DATABASEPROPERTYEX SESSION_CONTEXT CONNECTIONPROPERTY "
        + "APPLOCK_MODE APPLOCK_TEST EVENTDATA CURRENT_TRANSACTION_ID CONTEXT_INFO SYSTEM_USER COLUMNS_UPDATED");

    /// <summary>A text without a text among the inputs, or of the catalog: coercible-default.</summary>
    public static readonly HashSet<string> Default = Set(
        "DB_NAME OBJECT_NAME OBJECT_SCHEMA_NAME OBJECT_DEFINITION SCHEMA_NAME USER_NAME SUSER_SNAME SUSER_NAME ORIGINAL_LOGIN HOST_NAME APP_NAME COL_NAME TYPE_NAME "
        + "INDEX_COL ERROR_MESSAGE ERROR_PROCEDURE NCHAR CHAR STR SPACE DATENAME FORMAT FORMATMESSAGE");

    /// <summary>Text of the first input's label.</summary>
    public static readonly HashSet<string> OfFirst = Set(
        "UPPER LOWER LTRIM RTRIM TRIM SUBSTRING REVERSE REPLICATE QUOTENAME STRING_ESCAPE PARSENAME MAX MIN LAG LEAD FIRST_VALUE LAST_VALUE JSON_MODIFY SOUNDEX");

    /// <summary>
    /// A part of a JSON text ("JSON_VALUE": the collation of the returned value is that of the input): the path is not
    /// compared.
    /// </summary>
    public static readonly HashSet<string> OfJson = Set("JSON_VALUE JSON_QUERY");

    /// <summary>Text of all their inputs' label.</summary>
    public static readonly HashSet<string> OfAll = Set("REPLACE STUFF CONCAT CONCAT_WS TRANSLATE ISNULL STRING_AGG CHOOSE GREATEST LEAST");

    /// <summary>They compare texts and give none.</summary>
    public static readonly HashSet<string> Comparing = Set("CHARINDEX PATINDEX DIFFERENCE");

    /// <summary>
    /// Collation-sensitive by "Collation precedence", and those that count characters: a collation with supplementary
    /// characters (SC) takes two units for one.
    /// </summary>
    public static readonly HashSet<string> Sensitive = Set(
        "CHARINDEX REPLACE DIFFERENCE REVERSE ISNUMERIC SOUNDEX LEN STUFF LOWER SUBSTRING PATINDEX UPPER MAX MIN UNICODE LTRIM RTRIM TRIM TRANSLATE GREATEST LEAST");

    /// <summary>What they do to letters depends on the collation: that must not be the database's.</summary>
    public static readonly HashSet<string> Cased = Set("UPPER LOWER REPLACE CHARINDEX PATINDEX");

    /// <summary>A text like the one that a script builds and runs: nothing static can tell it.</summary>
    public static readonly Dictionary<string, string> Built = new()
    {
        ["database/sqlserver/deploy/DropModule.sql @Drop"] = "DROP PROCEDURE outbox.Retired;",
        ["database/sqlserver/deploy/DropTrigger.sql @Drop"] = "DROP TRIGGER dbo.outbox_Retired;",
        ["database/sqlserver/deploy/CreateGuard.sql @Disable"] = "DISABLE TRIGGER dbo.outbox_Retired ON dbo.Retired;",
        ["database/sqlserver/deploy/Uninstall.sql @Members"] = "ALTER ROLE outbox_operator DROP MEMBER [somebody];",
    };

    /// <summary>Functions whose first input names an object of the database.</summary>
    public static readonly HashSet<string> ByName = Set("OBJECT_ID SCHEMA_ID TYPE_ID");

    /// <summary>The parameters of the system's procedures, as Microsoft spells them.</summary>
    public static readonly Dictionary<string, string[]> Procedures = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sp_executesql"] = [],
        ["sp_getapplock"] = ["@Resource", "@LockMode", "@LockOwner", "@LockTimeout", "@DbPrincipal"],
        ["sp_releaseapplock"] = ["@Resource", "@LockOwner", "@DbPrincipal"],
        ["sp_set_session_context"] = ["@key", "@value", "@read_only"],
        ["sp_delete_job"] = ["@job_id", "@delete_history", "@delete_unused_schedule"],
        ["sp_add_job"] = ["@job_name", "@enabled", "@owner_login_name", "@description", "@notify_level_eventlog", "@job_id"],
        ["sp_add_jobstep"] = ["@job_id", "@step_name", "@subsystem", "@database_name", "@command", "@retry_attempts", "@retry_interval"],
        ["sp_add_jobschedule"] = ["@job_id", "@name", "@enabled", "@freq_type", "@freq_interval", "@active_start_time", "@schedule_id"],
        ["sp_add_jobserver"] = ["@job_id", "@server_name"],
        ["sp_add_trusted_assembly"] = ["@hash", "@description"],
        ["sp_rename"] = ["@objname", "@newname", "@objtype"],
    };

    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.OrdinalIgnoreCase);
}
