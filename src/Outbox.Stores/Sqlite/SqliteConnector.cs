using Microsoft.Data.Sqlite;
using Outbox.Core.Errors;

namespace Outbox.Stores.Sqlite;

/// <summary>Opens connections to one SQLite file, and turns what goes wrong into words.</summary>
public sealed class SqliteConnector
{
    // Between tries SQLite itself sleeps 1 to 100 ms, the client 150: so SQLite is to try first, for this many milliseconds.
    // A dispatcher has several connections and goes through the rows once: a page cache of 512 KiB each serves it as well as
    // the 2 MiB that it would have.
    private const string Setup = "PRAGMA busy_timeout = 1000; PRAGMA cache_size = -512";

    private readonly string _connectionString;

    /// <summary>Takes a file's path or a connection string.</summary>
    /// <param name="connection"><c>shop.db</c> or <c>Data Source=shop.db;…</c>.</param>
    /// <exception cref="OutboxException">The connection string cannot be read.</exception>
    public SqliteConnector(string connection)
    {
        if (connection.Contains("://", StringComparison.Ordinal) && !connection.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && !System.IO.File.Exists(connection))
        {
            // Not its own words: it mostly holds a password.
            throw Unusable("it is an address, and neither a file's path nor a connection string.");
        }

        try
        {
            var builder = connection.Contains('=', StringComparison.Ordinal) && !System.IO.File.Exists(connection)
                ? new SqliteConnectionStringBuilder(connection)
                : new SqliteConnectionStringBuilder { DataSource = connection };
            if (builder.Mode == SqliteOpenMode.ReadWriteCreate)
            {
                // A mistyped path must not make a new, empty shop.
                builder.Mode = SqliteOpenMode.ReadWrite;
            }

            if (builder.DataSource is "" or ":memory:" || builder.Mode == SqliteOpenMode.Memory)
            {
                throw new FormatException();
            }

            File = builder.DataSource;
            _connectionString = builder.ToString();
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // Not the driver's own words: behind an unquoted ';' a piece of a password looks to it like a keyword.
            throw Unusable("it has an unknown keyword or a value that its keyword does not take, or names no file; a database in memory ends with its connection.");
        }
    }

    /// <summary>The database file.</summary>
    public string File { get; }

    /// <summary>An open connection.</summary>
    public async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = Setup;
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch (SqliteException error)
        {
            await connection.DisposeAsync();
            throw Explain(error);
        }
    }

    /// <summary>Works on a connection of its own; what goes wrong comes in words.</summary>
    internal async Task<T> RunAsync<T>(Func<SqliteConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        try
        {
            return await work(connection);
        }
        catch (SqliteException error) when (Explain(error) is var explained && explained != error)
        {
            throw explained;
        }
    }

    /// <summary>Reads the shop's own tables: what their data and definitions do to it comes as <see cref="ShopReadException"/>.</summary>
    internal async Task<T> ReadShopAsync<T>(Func<SqliteConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(read, cancellationToken);
        }
        catch (SqliteException error)
        {
            throw SqliteReadErrors.Of(error);
        }
    }

    /// <summary>The same for whoever does not try again: what may pass comes as an error for a person.</summary>
    internal async Task<T> RunOnceAsync<T>(Func<SqliteConnection, Task<T>> work, CancellationToken cancellationToken)
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

    /// <summary>The error in words; the passing ones as <see cref="StoreBusyException"/>.</summary>
    /// <param name="error">What SQLite said.</param>
    /// <param name="lockedIsFinal">Whether a lock is an error for a person, as in <c>migrate</c>, and not to be tried again.</param>
    public Exception Explain(SqliteException error, bool lockedIsFinal = false) => error.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED when !lockedIsFinal =>
            new StoreBusyException($"'{File}' is locked by another connection.", error)
            {
                WhenFinal = Explain(error, lockedIsFinal: true) as OutboxException,
            },
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => Known(
            StoreErrors.Locked, "The database stayed locked by another connection.", "Close what holds a transaction open on it, and run it again."),
        SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM => Known(
            StoreErrors.ReadOnly, "The database cannot be written.", "Give this user write permission on the file and its folder."),
        SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT => Known(
            StoreErrors.NotADatabase, "The file is not a SQLite database, or is damaged.", "Check the path; run PRAGMA integrity_check on a copy."),
        SQLitePCL.raw.SQLITE_CANTOPEN when !Path.Exists(File) => Known(
            StoreErrors.NotFound, "The database file does not exist.", "Check the path: the database is the shop's own, it is not made here."),
        SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_AUTH => Known(
            StoreErrors.CannotOpen, $"The database cannot be opened: {error.Message}", "Check the path and this user's permission on the file and its folder."),
        SQLitePCL.raw.SQLITE_ERROR when error.Message.Contains("no such table: outbox_", StringComparison.OrdinalIgnoreCase) => NotInstalled(error),
        _ => error,
    };

    /// <summary>The error of a database without an outbox.</summary>
    public OutboxException NotInstalled(Exception? inner = null) => new(
        StoreErrors.NotInstalled, "The database has no outbox.", File, "Run: outbox migrate outbox.yml --connection " + File, inner);

    private static OutboxException Unusable(string why) => new(
        StoreErrors.ConnectionInvalid,
        $"The connection cannot be used: {why}",
        null,
        "Give the path of a SQLite file, a connection string such as 'Data Source=shop.db', or for SQL Server 'Server=db.example.com;Database=shop;Integrated Security=True'.");

    private OutboxException Known(ErrorCode code, string what, string mend) => new(code, what, File, mend);
}
