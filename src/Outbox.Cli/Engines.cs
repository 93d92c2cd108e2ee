using System.Data.Common;
using Outbox.Core.Errors;
using Outbox.Stores;
using Outbox.Stores.Sqlite;

namespace Outbox.Cli;

/// <summary>Picks the engine that a connection means.</summary>
internal static class Engines
{
    private static readonly string[] ServerWords =
        ["server", "initial catalog", "integrated security", "trusted_connection", "user id", "uid", "addr", "address", "network address"];

    /// <summary>What migrates it.</summary>
    public static IOutboxInstaller Installer(string connection) => new SqliteInstaller(Sqlite(connection));

    /// <summary>What the dispatcher and <c>status</c> read.</summary>
    public static IOutboxStore Store(string connection) => new SqliteOutboxStore(Sqlite(connection));

    private static SqliteConnector Sqlite(string connection) => MeansServer(connection)
        ? throw new OutboxException(
            CliErrors.EngineUnsupported,
            "The connection means a SQL Server; this version runs on SQLite alone.",
            null,
            "Give the path of a SQLite file: --connection shop.db.")
        : new SqliteConnector(connection);

    private static bool MeansServer(string connection)
    {
        try
        {
            var builder = new DbConnectionStringBuilder { ConnectionString = connection };
            return ServerWords.Any(builder.ContainsKey);
        }
        catch (ArgumentException)
        {
            // A path, or nonsense that the SQLite connector refuses with its own words.
            return false;
        }
    }
}
