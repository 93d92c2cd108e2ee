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
}
