using Microsoft.Data.SqlClient;

namespace Outbox.Stores.SqlServer;

/// <summary>What kind of trouble an error of the server or the driver is.</summary>
internal enum ServerFault
{
    /// <summary>None of the others: a defect, or a statement of the shop.</summary>
    Other,

    /// <summary>Goes by itself: a deadlock, a lock, a failover, a lost connection.</summary>
    Passing,

    /// <summary>No server answers.</summary>
    Unreachable,

    /// <summary>The login is refused.</summary>
    Login,

    /// <summary>The database is not there or closed to the login.</summary>
    Database,

    /// <summary>The certificate is not trusted.</summary>
    Certificate,

    /// <summary>A permission is missing.</summary>
    Permission,

    /// <summary>An object of the outbox is not there.</summary>
    NotInstalled,
}

/// <summary>Sorts errors by their numbers (Microsoft Learn, "Database Engine events and errors").</summary>
internal static class ServerFaults
{
    private const byte ConnectionLost = 20;

    /// <summary>The deepest text of a certificate that is not trusted, in the driver's own words.</summary>
    private const string Certificate = "certificate";

    /// <summary>The error's kind; of several errors, that of the first that says something.</summary>
    /// <param name="error">The error.</param>
    /// <param name="wasOpen">Whether the database has been opened before: one that cannot be opened any more comes back.</param>
    public static ServerFault Of(SqlException error, bool wasOpen = false) => error.Errors.Cast<SqlError>()
        .Select(e => Of(e.Number, e.Class, e.Message, wasOpen))
        .FirstOrDefault(fault => fault != ServerFault.Other);

    /// <summary>The kind of one error.</summary>
    internal static ServerFault Of(int number, byte severity, string message, bool wasOpen) => number switch
    {
        _ when PassingErrors.Has(number, message, wasOpen) => ServerFault.Passing,
        18456 or 18452 or 18470 or 18486 or 18487 or 18488 => ServerFault.Login,
        4060 or 911 or 916 or 4064 => ServerFault.Database,
        -2146893019 => ServerFault.Certificate,
        _ when severity >= ConnectionLost && message.Contains(Certificate, StringComparison.OrdinalIgnoreCase) => ServerFault.Certificate,

        // Not found, actively refused, no route.
        2 or 53 or 11001 or 1225 or 10061 or 10065 or -1 or 26 => ServerFault.Unreachable,

        229 or 230 or 262 or 297 or 300 or 371 or 1088 or 2760 or 3704 or 4613 or 15151 or 15247 => ServerFault.Permission,
        208 or 2812 when message.Contains("outbox.", StringComparison.OrdinalIgnoreCase) => ServerFault.NotInstalled,
        _ when severity >= ConnectionLost => ServerFault.Passing,
        _ => ServerFault.Other,
    };
}
