using Outbox.Core.Errors;

namespace Outbox.Stores;

/// <summary>The stores' entries of the error registry.</summary>
public static class StoreErrors
{
    /// <summary>The database file is not there.</summary>
    public static readonly ErrorCode NotFound = new("OBX201", "Database not found", ErrorKind.Database);

    /// <summary>The file is no database, or is damaged.</summary>
    public static readonly ErrorCode NotADatabase = new("OBX202", "Not a database", ErrorKind.Database);

    /// <summary>The database or its folder cannot be written.</summary>
    public static readonly ErrorCode ReadOnly = new("OBX203", "Database read-only", ErrorKind.Database);

    /// <summary>Another process keeps the database locked.</summary>
    public static readonly ErrorCode Locked = new("OBX204", "Database locked", ErrorKind.Database);

    /// <summary>The database cannot be opened.</summary>
    public static readonly ErrorCode CannotOpen = new("OBX205", "Database cannot be opened", ErrorKind.Database);

    /// <summary>The connection string cannot be read.</summary>
    public static readonly ErrorCode ConnectionInvalid = new("OBX206", "Connection invalid", ErrorKind.Configuration);

    /// <summary>The database has no outbox.</summary>
    public static readonly ErrorCode NotInstalled = new("OBX207", "Outbox not installed", ErrorKind.Database);

    /// <summary>A newer version has migrated the database.</summary>
    public static readonly ErrorCode NewerSchema = new("OBX208", "Schema newer than this version", ErrorKind.Database);

    /// <summary>A script of the migration failed.</summary>
    public static readonly ErrorCode ScriptFailed = new("OBX209", "Script failed", ErrorKind.Database);

    /// <summary>The server cannot be reached.</summary>
    public static readonly ErrorCode Unreachable = new("OBX210", "Server unreachable", ErrorKind.Database);

    /// <summary>The server refuses the login.</summary>
    public static readonly ErrorCode LoginRefused = new("OBX211", "Login refused", ErrorKind.Database);

    /// <summary>The database is not there, or not for this login.</summary>
    public static readonly ErrorCode DatabaseRefused = new("OBX212", "Database not there or not open to this login", ErrorKind.Database);

    /// <summary>A permission is missing.</summary>
    public static readonly ErrorCode PermissionMissing = new("OBX213", "Permission missing", ErrorKind.Database);

    /// <summary>Another migrate is at work on the database.</summary>
    public static readonly ErrorCode AnotherDeployment = new("OBX214", "Another deployment is running", ErrorKind.Database);

    /// <summary>A table stayed busy, so that its trigger could not be changed.</summary>
    public static readonly ErrorCode TableBusy = new("OBX215", "Table busy", ErrorKind.Database);

    /// <summary>The server or the database's compatibility level is too old.</summary>
    public static readonly ErrorCode ServerTooOld = new("OBX216", "Server too old", ErrorKind.Database);

    /// <summary>A schema named outbox that this product did not make.</summary>
    public static readonly ErrorCode ForeignSchema = new("OBX217", "Schema outbox is another's", ErrorKind.Database);

    /// <summary>Statements that fail once their table has a trigger.</summary>
    public static readonly ErrorCode BrokenWriters = new("OBX218", "Writers that a trigger would break", ErrorKind.Database);

    /// <summary>Rows that were not delivered yet stand in the way of an uninstall.</summary>
    public static readonly ErrorCode Undelivered = new("OBX219", "Undelivered rows", ErrorKind.Database);

    /// <summary>The server's certificate is not trusted.</summary>
    public static readonly ErrorCode CertificateUntrusted = new("OBX220", "Certificate not trusted", ErrorKind.Database);

    /// <summary>The engine has no deployment script.</summary>
    public static readonly ErrorCode NoScript = new("OBX221", "No script for this engine", ErrorKind.Configuration);

    /// <summary>A purge that was asked for something out of range.</summary>
    public static readonly ErrorCode PurgeInvalid = new("OBX222", "Purge out of range", ErrorKind.Configuration);

    /// <summary>The SQL CLR assembly is required, and the server does not let it in.</summary>
    public static readonly ErrorCode ClrRefused = new("OBX223", "SQL CLR refused", ErrorKind.Database);

    /// <summary>Places where writers that a trigger would break could not be looked for.</summary>
    public static readonly ErrorCode UncheckedWriters = new("OBX224", "Writers not checked", ErrorKind.Database);

    /// <summary>Modules of the shop that an uninstall would leave without what they call.</summary>
    public static readonly ErrorCode OutboxInUse = new("OBX225", "Outbox in use", ErrorKind.Database);

    /// <summary>The engine has no triggers on changes of the schema.</summary>
    public static readonly ErrorCode NoGuard = new("OBX226", "No guard for this engine", ErrorKind.Configuration);

    /// <summary>A resync of somebody whom the people table does not have.</summary>
    public static readonly ErrorCode NobodyToResync = new("OBX250", "Nobody to resync", ErrorKind.Database);
}
