using Dapper;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Sqlite;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;
using Outbox.Core.Errors;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;

namespace Outbox.Stores.Sqlite;

/// <summary>Installs the outbox in a SQLite file: tables, mapping, modules and triggers, in one transaction.</summary>
/// <param name="connector">Opens the file.</param>
/// <param name="lockTimeout">How long to wait for a lock, whole seconds; null for 10.</param>
public sealed class SqliteInstaller(SqliteConnector connector, TimeSpan? lockTimeout = null) : IOutboxInstaller
{
    private readonly int _lockTimeout = (int)(lockTimeout ?? TimeSpan.FromSeconds(10)).TotalSeconds;

    private const string Journal = "outbox_SchemaVersion";

    /// <inheritdoc/>
    public async Task<DatabaseCatalog> ReadCatalogAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        try
        {
            return await SqliteCatalog.ReadAsync(connection, cancellationToken);
        }
        catch (SqliteException error)
        {
            throw connector.Explain(error, lockedIsFinal: true);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ReadNotSeenAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <inheritdoc/>
    public async Task<MigrationReport> PlanAsync(
        MappingDocument mapping, string text, DatabaseCatalog catalog, CancellationToken cancellationToken) =>
        (await ChangeAsync(mapping, text, catalog, isPlan: true, cancellationToken)).Report;

    /// <inheritdoc/>
    public Task<string> ScriptAsync(
        MappingDocument mapping, string text, DatabaseCatalog catalog, WriterReport writers, CancellationToken cancellationToken) =>
        throw new OutboxException(
            StoreErrors.NoScript, "A script is made for SQL Server alone.", connector.File, "Run migrate --plan to see what would be done.");

    /// <inheritdoc/>
    public async Task<MigrationReport> MigrateAsync(
        MappingDocument mapping, string text, DatabaseCatalog catalog, CancellationToken cancellationToken) =>
        (await ChangeAsync(mapping, text, catalog, isPlan: false, cancellationToken)).Report;

    /// <inheritdoc/>
    public Task<WriterReport> FindBrokenWritersAsync(
        MappingDocument mapping, DatabaseCatalog catalog, CancellationToken cancellationToken) => Task.FromResult(WriterReport.Nothing);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> CheckPeopleAsync(
        MappingDocument mapping, DatabaseCatalog catalog, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        try
        {
            return await PeopleCheck.RunAsync(connection, mapping, catalog, cancellationToken);
        }
        catch (SqliteException error)
        {
            throw connector.Explain(error, lockedIsFinal: true);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> UninstallAsync(bool force, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        try
        {
            var installed = await SqliteInstalled.ReadAsync(connection, Journal, cancellationToken);
            if (installed.MappingHash is null)
            {
                throw connector.NotInstalled();
            }

            await using var transaction = connection.BeginTransaction(deferred: false);
            CommandDefinition Command(string sql) => new(sql, transaction: transaction, cancellationToken: cancellationToken);
            Undelivered.Check(await connection.ExecuteScalarAsync<long>(Command(SqliteQueries.Get("CountUndelivered"))), force, connector.File);
            var dropped = (await connection.QueryAsync<(string Type, string Name)>(Command(SqliteQueries.Get("ReadOwnObjects")))).ToList();
            foreach (var (type, name) in dropped)
            {
                await connection.ExecuteAsync(Command($"DROP {type} IF EXISTS \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
            }

            await transaction.CommitAsync(cancellationToken);
            return [.. dropped.Select(d => d.Name)];
        }
        catch (SqliteException error)
        {
            throw connector.Explain(error, lockedIsFinal: true);
        }
    }

    private async Task<SqliteChanges> ChangeAsync(
        MappingDocument mapping, string text, DatabaseCatalog catalog, bool isPlan, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        try
        {
            var installed = await SqliteInstalled.ReadAsync(connection, Journal, cancellationToken);
            var changes = SqliteChanges.Between(installed, mapping, text, catalog);
            var unknown = installed.Migrations.Except(SqliteQueries.ReadMigrations().Select(m => m.Name)).ToList();
            if (unknown.Count > 0)
            {
                throw new OutboxException(
                    StoreErrors.NewerSchema,
                    $"The database was migrated by a newer version: it holds '{unknown[0]}'.",
                    connector.File,
                    "Run migrate with that version or a later one.");
            }

            if (changes.Scripts.Count > 0 && !isPlan)
            {
                Run(connection, changes.Scripts);
            }

            return changes;
        }
        catch (SqliteException error)
        {
            throw connector.Explain(error, lockedIsFinal: true);
        }
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connection = await connector.OpenAsync(cancellationToken);
            connection.DefaultTimeout = _lockTimeout;
            return connection;
        }
        catch (StoreBusyException busy) when (busy.WhenFinal is { } known)
        {
            throw known;
        }
    }

    private void Run(SqliteConnection connection, IReadOnlyList<SqlScript> scripts)
    {
        using var shared = new SharedConnection(connection);
        var result = DeployChanges.To
            .SqliteDatabase(shared)
            .WithScripts(scripts)
            .WithTransaction()
            .WithVariablesDisabled()
            .JournalTo((connections, log) => new SqliteTableJournal(connections, log, Journal))
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        switch (result)
        {
            case { Successful: true }:
                return;
            case { Error: SqliteException error } when connector.Explain(error, lockedIsFinal: true) is OutboxException known:
                throw known;
            default:
                throw new OutboxException(
                    StoreErrors.ScriptFailed,
                    $"'{result.ErrorScript?.Name ?? "the migration"}' failed: {result.Error.Message}",
                    connector.File,
                    "Nothing was changed. Mend what the message names and run migrate again.",
                    result.Error);
        }
    }
}
