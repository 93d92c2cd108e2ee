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

    /// <summary>Whether this login may ask the outbox what it is made of, without any right to a table.</summary>
    public bool MayAskOutbox { get; init; }

    /// <summary>Whether it sees every object's definition.</summary>
    public bool SeesDefinitions { get; init; } = true;

    /// <summary>Whether it may take the outbox's application locks: as an owner of the database, or in the role.</summary>
    public bool MayLock { get; init; } = true;

    public required string UserName { get; init; }

    private int MajorVersion => int.TryParse(ProductVersion.Split('.')[0], out var major) ? major : 0;

    /// <summary>Reads it.</summary>
    public static async Task<ServerState> ReadAsync(SqlConnection connection, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<ServerState>(
            new CommandDefinition(SqlServerTexts.Deploy("ReadServer"), cancellationToken: cancellationToken));

    /// <summary>Refuses a server or a database that is too old.</summary>
    /// <exception cref="OutboxException">OBX216.</exception>
    public void CheckVersion(ServerRules rules, SqlServerConnector connector)
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
    }

    /// <summary>Refuses what nobody can plan a migration for.</summary>
    /// <exception cref="OutboxException">The server is too old, the schema is another's, or what is in it cannot be seen.</exception>
    public void CheckPlan(ServerRules rules, SqlServerConnector connector)
    {
        CheckVersion(rules, connector);
        if (HasSchema && !HasControl && !MayAskOutbox)
        {
            throw new OutboxException(
                StoreErrors.PermissionMissing, $"The user '{UserName}' may not see what of the outbox this database has.",
                connector.Place, $"A DBA runs: ALTER ROLE outbox_operator ADD MEMBER [{UserName}];");
        }

        if (HasControl && HasSchema && !HasJournal && SchemaObjects > 0)
        {
            throw new OutboxException(
                StoreErrors.ForeignSchema, $"The database has a schema 'outbox' with {SchemaObjects} objects that this product did not make.",
                connector.Place, "Move those objects to another schema (ALTER SCHEMA … TRANSFER), or drop them.");
        }

    }

    /// <summary>Refuses what cannot be migrated by this login.</summary>
    /// <exception cref="OutboxException">As <see cref="CheckPlan"/>, or the login may not.</exception>
    public void Check(ServerRules rules, SqlServerConnector connector)
    {
        CheckPlan(rules, connector);
        if (!HasControl)
        {
            throw new OutboxException(
                StoreErrors.PermissionMissing, $"The user '{UserName}' may not migrate: it lacks CONTROL on the database.",
                connector.Place, $"A DBA runs: GRANT CONTROL ON DATABASE::[{connector.Database}] TO [{UserName}]; or runs the script of migrate --script.");
        }

        if (!MayLock)
        {
            throw new OutboxException(
                StoreErrors.PermissionMissing, $"The user '{UserName}' may not take the outbox's locks: it has CONTROL, and is neither in db_owner nor in outbox_dispatcher.",
                connector.Place, $"A DBA runs: ALTER ROLE db_owner ADD MEMBER [{UserName}]; or, where the outbox is installed: ALTER ROLE outbox_dispatcher ADD MEMBER [{UserName}];");
        }
    }
}
