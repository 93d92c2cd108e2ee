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
    public static ServerFault Of(SqlException error) => error.Errors.Cast<SqlError>()
        .Select(e => Of(e.Number, e.Class, e.Message))
        .FirstOrDefault(fault => fault != ServerFault.Other);

    private static ServerFault Of(int number, byte severity, string message) => number switch
    {
        18456 or 18452 or 18470 or 18486 or 18487 or 18488 => ServerFault.Login,
        4060 or 911 or 916 or 4064 => ServerFault.Database,
        -2146893019 => ServerFault.Certificate,
        _ when severity >= ConnectionLost && message.Contains(Certificate, StringComparison.OrdinalIgnoreCase) => ServerFault.Certificate,

        // Not found, actively refused, no route.
        2 or 53 or 11001 or 1225 or 10061 or 10065 or -1 or 26 => ServerFault.Unreachable,

        // Command time-out, deadlock victim, lock time-out; memory, log or worker threads short; a database that recovers,
        // fails over or is paused; Azure SQL's "retry the connection later" and its limits; a connection that broke.
        -2 or 1205 or 1222 or 701 or 8645 or 9002 or 17830 or 10928 or 10929 or 10936
            or 921 or 922 or 923 or 927 or 976 or 978 or 982 or 983 or 3906 or 6005 or 17142 or 18401
            or 40197 or 40501 or 40540 or 40613 or 42108 or 42109 or 49918 or 49919 or 49920
            or 64 or 121 or 233 or 258 or 995 or 1236 or 10053 or 10054 or 10060 or 3960 => ServerFault.Passing,
        229 or 230 or 262 or 297 or 300 or 371 or 1088 or 2760 or 3704 or 4613 or 15151 or 15247 => ServerFault.Permission,
        208 or 2812 when message.Contains("outbox.", StringComparison.OrdinalIgnoreCase) => ServerFault.NotInstalled,
        _ when severity >= ConnectionLost => ServerFault.Passing,
        _ => ServerFault.Other,
    };
}
