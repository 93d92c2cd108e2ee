using System.Data.Common;
using Outbox.Mapping.Capture;
using Outbox.Stores;
using Outbox.Stores.Reading;
using Outbox.Stores.Sqlite;
using Outbox.Stores.SqlServer;

namespace Outbox.Cli;

/// <summary>Picks the engine that a connection means.</summary>
internal static class Engines
{
    private static readonly string[] ServerWords =
        ["server", "initial catalog", "integrated security", "trusted_connection", "user id", "uid", "addr", "address", "network address"];

    /// <summary>What migrates it.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="clr">What is done about the SQL CLR assembly; SQLite has none.</param>
    /// <param name="guard">What is done about changes of the shop's tables; SQLite has none.</param>
    public static IOutboxInstaller Installer(string connection, ClrChoice clr = ClrChoice.Prefer, GuardChoice? guard = null) => MeansServer(connection)
        ? new SqlServerInstaller(new SqlServerConnector(connection), clr: clr, guard: guard)
        : new SqliteInstaller(new SqliteConnector(connection));

    /// <summary>What the dispatcher reads.</summary>
    public static IOutboxStore Store(string connection) => MeansServer(connection)
        ? new SqlServerOutboxStore(new SqlServerConnector(connection))
        : new SqliteOutboxStore(new SqliteConnector(connection));

    /// <summary>What people ask of it.</summary>
    public static IOutboxReader Reader(string connection) => MeansServer(connection)
        ? new SqlServerReader(new SqlServerConnector(connection))
        : new SqliteReader(new SqliteConnector(connection));

    /// <summary>What reads the shop by a mapping that need not be installed.</summary>
    public static ISourceReader Source(string connection, CapturePlan plan) => MeansServer(connection)
        ? new SqlServerSourceReader(new SqlServerConnector(connection), plan)
        : new SqliteSourceReader(new SqliteConnector(connection), plan);

    /// <summary>What looks into the shop's own tables.</summary>
    public static IShopReader Shop(string connection) => MeansServer(connection)
        ? new SqlServerShopReader(new SqlServerConnector(connection))
        : new SqliteShopReader(new SqliteConnector(connection));

    /// <summary>What keeps it small.</summary>
    public static IOutboxUpkeep Upkeep(string connection) => MeansServer(connection)
        ? new SqlServerUpkeep(new SqlServerConnector(connection))
        : new SqliteUpkeep(new SqliteConnector(connection));

    /// <summary>Whether the connection names a server and not a file.</summary>
    public static bool MeansServer(string connection)
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
