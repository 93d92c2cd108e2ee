using System.Data;
using Microsoft.Data.SqlClient;
using Outbox.Core.Errors;

namespace Outbox.Stores.SqlServer;

/// <summary>Opens connections to one database of SQL Server or Azure SQL.</summary>
public sealed class SqlServerConnector
{
    private const string ReadByPacket = "Switch.Microsoft.Data.SqlClient.UseCompatibilityProcessSni";

    private volatile bool _wasOpen;

    /// <summary>
    /// With the driver's older way of taking packets apart, long values fail now and then, when one read of the socket holds the
    /// end of one packet and the beginning of the next. The driver looks at the switch when it is first used; whoever has set
    /// it is heard.
    /// </summary>
    static SqlServerConnector()
    {
        if (!AppContext.TryGetSwitch(ReadByPacket, out _))
        {
            AppContext.SetSwitch(ReadByPacket, isEnabled: false);
        }
    }

    /// <summary>
    /// Takes a connection string. The connection is encrypted and the certificate checked unless the string says otherwise
    /// (the driver's default, <c>Encrypt=Mandatory</c>).
    /// </summary>
    /// <param name="connection">The connection string; it must name the database.</param>
    /// <exception cref="OutboxException">OBX206: it cannot be read, or names no database.</exception>
    public SqlServerConnector(string connection)
    {
        try
        {
            var builder = new SqlConnectionStringBuilder(connection);
            if (builder.InitialCatalog.Length == 0)
            {
                throw new FormatException("it names no database.");
            }

            if (!builder.ShouldSerialize("Application Name"))
            {
                // What a DBA sees in sys.dm_exec_sessions.
                builder.ApplicationName = "Outbox";
            }

            if (!builder.ShouldSerialize("Pool Blocking Period"))
            {
                // The pool would repeat a failed login's error for 5 s, then longer up to a minute, to calls that would by then
                // succeed (Microsoft, "PoolBlockingPeriod"). Whoever waits here does so by a backoff of its own.
                builder.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock;
            }

            (Server, Database) = (builder.DataSource, builder.InitialCatalog);
            ConnectionString = builder.ToString();
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Not the driver's own words: behind an unquoted ';' a piece of a password looks to it like a keyword.
            throw new OutboxException(
                StoreErrors.ConnectionInvalid,
                $"The connection cannot be used: {(error is FormatException ? error.Message : "it has an unknown keyword, or a value that its keyword does not take.")}",
                null,
                "Give a connection string such as 'Server=db.example.com;Database=shop;Integrated Security=True'; quote a value that has a ';' in it.");
        }
    }

    /// <summary>The server, as the connection string names it.</summary>
    public string Server { get; }

    /// <summary>The database.</summary>
    public string Database { get; }

    /// <summary>The connection string, credentials included: never for a message.</summary>
    internal string ConnectionString { get; }

    /// <summary>Where, for messages: server and database, never a password.</summary>
    public string Place => $"{Server}, database {Database}";

    /// <summary>An open connection.</summary>
    /// <exception cref="OutboxException">A person must mend it.</exception>
    /// <exception cref="StoreBusyException">It may pass.</exception>
    public async Task<SqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            _wasOpen = true;
            return connection;
        }
        catch (SqlException error)
        {
            await connection.DisposeAsync();
            throw Explain(error);
        }
        catch (InvalidOperationException error)
        {
            // The pool's own: no connection became free in time, or the last attempt failed a moment ago.
            await connection.DisposeAsync();
            throw new StoreBusyException($"{Place}: {error.Message.ReplaceLineEndings(" ").Trim()}", error);
        }
    }

    /// <summary>Works on a connection of its own; what goes wrong comes in words.</summary>
    internal async Task<T> RunAsync<T>(Func<SqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        try
        {
            return await work(connection);
        }
        catch (SqlException) when (cancellationToken.IsCancellationRequested)
        {
            // The driver reports a cancelled command as an error of severity 11.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (SqlException error) when (Explain(error) is var explained && explained != error)
        {
            throw explained;
        }
        catch (InvalidOperationException error) when (connection.State is not ConnectionState.Open)
        {
            // The driver's own word for a connection that broke under a command.
            throw new StoreBusyException($"{Place}: {error.Message.ReplaceLineEndings(" ").Trim()}", error);
        }
    }

    /// <summary>Reads the shop's own tables: what their data and definitions do to it comes as <see cref="ShopReadException"/>.</summary>
    internal async Task<T> ReadShopAsync<T>(Func<SqlConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(read, cancellationToken);
        }
        catch (SqlException error)
        {
            throw ServerReadErrors.Of(error);
        }
        catch (OutboxException known) when (
            (known.Code == StoreErrors.PermissionMissing || known.Code == StoreErrors.NotInstalled) && known.InnerException is SqlException error)
        {
            // Of one generated procedure, or of what it reads; whether the outbox itself is there its other calls tell.
            throw ServerReadErrors.Of(error);
        }
        catch (Exception error) when (error is InvalidCastException or FormatException or OverflowException or ArgumentException
            or System.Data.SqlTypes.SqlTypeException or System.Data.SqlTypes.SqlNullValueException)
        {
            // The driver's, of a value that .NET has no place for.
            throw new ShopReadException(ShopReadFault.Data, error.GetType().Name, null, error);
        }
    }

    /// <summary>The same for whoever does not try again: what may pass comes as an error for a person.</summary>
    internal async Task<T> RunOnceAsync<T>(Func<SqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(work, cancellationToken);
        }
        catch (StoreBusyException busy) when (busy.WhenFinal is { } known)
        {
            throw known;
        }
    }

    /// <summary>The error in words; passing ones as <see cref="StoreBusyException"/>; itself where nothing better can be said.</summary>
    /// <param name="error">What the driver or the server said.</param>
    /// <param name="passingIsFinal">Whether a passing error is one for a person, as in <c>migrate</c>.</param>
    public Exception Explain(SqlException error, bool passingIsFinal = false) => ServerFaults.Of(error, _wasOpen) switch
    {
        ServerFault.Passing when !passingIsFinal => new StoreBusyException($"{Place}: {ErrorName.Of(error)}", error)
        {
            WhenFinal = Explain(error, passingIsFinal: true) as OutboxException,
            IsLocked = error.Number == PassingErrors.LockTimeout,
        },
        ServerFault.Passing => Known(
            StoreErrors.Unreachable, $"The server cannot do it just now: {ErrorName.Of(error)}",
            "Run it again in a moment; where it never answers, check the server's name and port.", error),
        ServerFault.Unreachable => Known(
            StoreErrors.Unreachable, $"The server cannot be reached: {OneLine(error)}",
            "Check the server's name and port, and that it accepts TCP connections from this machine.", error),
        ServerFault.Login => Known(
            StoreErrors.LoginRefused, "The server refuses the login.",
            "Check the user and the password in the connection string, or the rights of the account that runs this.", error),
        ServerFault.Database => Known(
            StoreErrors.DatabaseRefused, $"The database '{Database}' is not there, or this login may not open it.",
            "Check the database's name; a DBA gives the login a user in it: CREATE USER [name] FOR LOGIN [name].", error),
        ServerFault.Certificate => Known(
            StoreErrors.CertificateUntrusted, "The server's certificate is not trusted.",
            "Give the server a certificate that this machine trusts, or, where the network is trusted, add TrustServerCertificate=True.", error),
        ServerFault.Permission => Known(
            StoreErrors.PermissionMissing, OneLine(error), Permissions.MendOf(error.Message), error),
        ServerFault.NotInstalled => NotInstalled(error),
        _ => error,
    };

    /// <summary>The error of a database without an outbox.</summary>
    public OutboxException NotInstalled(Exception? inner = null) => new(
        StoreErrors.NotInstalled, "The database has no outbox.", Place, "Run: outbox migrate outbox.yml --connection \"…\"", inner);

    private static string OneLine(SqlException error) => error.Message.ReplaceLineEndings(" ").Trim();

    private OutboxException Known(ErrorCode code, string what, string mend, Exception inner) => new(code, what, Place, mend, inner);
}
