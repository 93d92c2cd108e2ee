using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.Core.Errors;

namespace Outbox.Stores.SqlServer;

/// <summary>A server and its database as <c>migrate</c> finds them.</summary>
internal sealed record ServerState
{
    private const int AzureSqlDatabase = 5;
    private const int AzureManagedInstance = 8;

    public required int EngineEdition { get; init; }

    public required string ProductVersion { get; init; }

    public required int CompatibilityLevel { get; init; }

    public required bool HasControl { get; init; }

    public required bool HasSchema { get; init; }

    public required bool HasJournal { get; init; }

    public required bool HasTables { get; init; }

    public required int SchemaObjects { get; init; }

    public required string UserName { get; init; }

    private int MajorVersion => int.TryParse(ProductVersion.Split('.')[0], out var major) ? major : 0;

    /// <summary>Reads it.</summary>
    public static async Task<ServerState> ReadAsync(SqlConnection connection, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<ServerState>(
            new CommandDefinition(SqlServerTexts.Deploy("ReadServer"), cancellationToken: cancellationToken));

    /// <summary>Refuses what cannot be migrated.</summary>
    /// <exception cref="OutboxException">The server is too old, the login may not, or the schema is another's.</exception>
    public void Check(ServerRules rules, SqlServerConnector connector)
    {
        if (EngineEdition is not (AzureSqlDatabase or AzureManagedInstance) && MajorVersion < rules.MajorVersion)
        {
            throw new OutboxException(
                StoreErrors.ServerTooOld, $"The server is version {ProductVersion}; SQL Server 2017 (14.0) or later is needed.",
                connector.Place, "Move the database to a later version.");
        }

        if (CompatibilityLevel < rules.CompatibilityLevel)
        {
            throw new OutboxException(
                StoreErrors.ServerTooOld,
                $"The database's compatibility level is {CompatibilityLevel}; {rules.CompatibilityLevel} or higher is needed.",
                connector.Place, $"A DBA runs, once it is tested: ALTER DATABASE CURRENT SET COMPATIBILITY_LEVEL = {rules.CompatibilityLevel};");
        }

        if (HasSchema && !HasJournal && SchemaObjects > 0)
        {
            throw new OutboxException(
                StoreErrors.ForeignSchema, $"The database has a schema 'outbox' with {SchemaObjects} objects that this product did not make.",
                connector.Place, "Move those objects to another schema (ALTER SCHEMA … TRANSFER), or drop them.");
        }

        if (!HasControl)
        {
            throw new OutboxException(
                StoreErrors.PermissionMissing, $"The user '{UserName}' may not migrate: it lacks CONTROL on the database.",
                connector.Place, $"A DBA runs: GRANT CONTROL ON DATABASE::[{connector.Database}] TO [{UserName}]; or runs the script of migrate --script.");
        }
    }
}
