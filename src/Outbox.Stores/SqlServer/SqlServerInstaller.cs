using System.Data;
using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.Core.Errors;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Capture.TSql;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using Outbox.Stores.SqlServer.Clr;
using Outbox.Stores.SqlServer.Writers;

namespace Outbox.Stores.SqlServer;

/// <summary>
/// Installs the outbox in a database of SQL Server: tables, procedures, mapping and triggers, each object in a transaction
/// of its own, so that no lock on a table of the shop is held for another's sake. What fails leaves what came before it
/// in place, and the next run goes on from there.
/// </summary>
/// <param name="connector">The database.</param>
/// <param name="rules">What is asked of the server; null for the product's.</param>
/// <param name="time">The clock of the waits; null for the system's.</param>
/// <param name="clr">What is done about the SQL CLR assembly.</param>
/// <param name="guard">What is done about changes of the shop's tables; null to leave it as it is.</param>
public sealed class SqlServerInstaller(
    SqlServerConnector connector,
    ServerRules? rules = null,
    TimeProvider? time = null,
    ClrChoice clr = ClrChoice.Prefer,
    GuardChoice? guard = null) : IOutboxInstaller
{
    /// <summary>What sp_getapplock answers where somebody else has it.</summary>
    private const int LockTimedOut = -1;

    private readonly ServerRules _rules = rules ?? ServerRules.Default;

    /// <inheritdoc/>
    public Task<DatabaseCatalog> ReadCatalogAsync(CancellationToken cancellationToken) =>
        RunAsync(connection => SqlServerCatalog.ReadAsync(connection, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ReadNotSeenAsync(CancellationToken cancellationToken) => RunAsync(
        async connection => (IReadOnlyList<string>)((await ServerState.ReadAsync(connection, cancellationToken)).SeesDefinitions
            ? []
            : ["tables, columns and modules that this login has no right to: it needs VIEW DEFINITION on the database to see all of them"]),
        cancellationToken);

    /// <inheritdoc/>
    public Task<MigrationReport> PlanAsync(
        MappingDocument mapping, string text, DatabaseCatalog catalog, CancellationToken cancellationToken) => RunAsync(
        async connection => (await PlanAsync(connection, mapping, text, catalog, cancellationToken)).Report, cancellationToken);

    /// <inheritdoc/>
    public Task<string> ScriptAsync(
        MappingDocument mapping, string text, DatabaseCatalog catalog, WriterReport writers, CancellationToken cancellationToken) => RunAsync(
        async connection =>
        {
            var deployment = await PlanAsync(connection, mapping, text, catalog, cancellationToken);
            return DeploymentScript.Write(connector.Database, deployment.AllSteps, writers, deployment.Report.Clr);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<MigrationReport> MigrateAsync(
        MappingDocument mapping, string text, DatabaseCatalog catalog, CancellationToken cancellationToken) => RunAloneAsync(
        server => server.Check(_rules, connector),
        async connection =>
        {
            var deployment = await PlanAsync(connection, mapping, text, catalog, cancellationToken);
            if (deployment.AllSteps.Count > 0)
            {
                Runner.Bootstrap();
                await Runner.RunAsync(deployment.Steps, cancellationToken);
            }

            return deployment.Report with { Clr = await RunClrAsync(deployment, cancellationToken) };
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<WriterReport> FindBrokenWritersAsync(
        MappingDocument mapping, DatabaseCatalog catalog, CancellationToken cancellationToken) => RunAsync(
        async connection =>
        {
            (await ServerState.ReadAsync(connection, cancellationToken)).CheckVersion(_rules, connector);
            return await BrokenWriters.FindAsync(connection, TSqlWriter.Triggers(CapturePlan.For(mapping, catalog)), cancellationToken);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Finding>> CheckPeopleAsync(
        MappingDocument mapping, DatabaseCatalog catalog, CancellationToken cancellationToken) => RunAsync(
        connection => PeopleCheck.RunAsync(connection, mapping, catalog, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> UninstallAsync(bool force, CancellationToken cancellationToken) => RunAloneAsync(
        server =>
        {
            if (!server.HasTables && server.HasControl)
            {
                throw connector.NotInstalled();
            }

            server.Check(_rules, connector);
        },
        async connection =>
        {
            var server = await ServerState.ReadAsync(connection, cancellationToken);
            var undelivered = await connection.ExecuteScalarAsync<long>(
                new CommandDefinition(SqlServerTexts.Deploy("CountUndelivered"), commandTimeout: 0, cancellationToken: cancellationToken));
            Undelivered.Check(undelivered, force, connector.Place);
            var installed = await ServerInstalled.ReadAsync(connection, server, cancellationToken);
            var clrState = await ClrState.ReadAsync(connection, server, cancellationToken);
            await CheckReferencesAsync(connection, installed, force, cancellationToken);
            await Runner.RunAsync(Removal.Of(installed, clrState.IsThere, _rules), cancellationToken);
            return Removal.NamesOf(installed, clrState.IsThere);
        },
        cancellationToken);

    private DeploymentRunner Runner => new(connector, _rules, time ?? TimeProvider.System);

    private async Task<Deployment> PlanAsync(
        SqlConnection connection, MappingDocument mapping, string text, DatabaseCatalog catalog, CancellationToken cancellationToken)
    {
        var server = await ServerState.ReadAsync(connection, cancellationToken);
        server.CheckPlan(_rules, connector);
        var installed = server switch
        {
            { HasControl: true } => await ServerInstalled.ReadAsync(connection, server, cancellationToken),
            { MayAskOutbox: true } => await ServerInstalled.AskAsync(connection, cancellationToken),
            _ => ServerInstalled.Nothing,
        };
        if (installed.Migrations.Except(SqlServerTexts.Migrations.Select(m => m.Name)).FirstOrDefault() is { } unknown)
        {
            throw new OutboxException(
                StoreErrors.NewerSchema,
                $"The database was migrated by a newer version: it holds '{unknown}'.",
                connector.Place,
                "Run migrate with that version or a later one.");
        }

        await CheckTablesAsync(connection, CapturePlan.For(mapping, catalog), cancellationToken);
        var plan = ClrPlan.Decide(clr, await ClrState.ReadAsync(connection, server, cancellationToken), connector.Place);
        return Deployment.Between(installed, mapping, text, catalog, _rules, plan, guard);
    }

    /// <summary>What of the shop would fail without the outbox: said before anything is dropped.</summary>
    private async Task CheckReferencesAsync(SqlConnection connection, ServerInstalled installed, bool force, CancellationToken cancellationToken)
    {
        var own = installed.Triggers.Concat(installed.Strays).Select(t => t.Id).OfType<int>().ToHashSet();
        var found = await ShopReferences.FindAsync(connection, own, cancellationToken);
        if (found.Count > 0 && !force)
        {
            throw new OutboxException(
                StoreErrors.OutboxInUse,
                $"{found.Count} of the shop's modules name the outbox, and would fail without it: {string.Join("; ", found)}.",
                connector.Place,
                "Take those calls out, then run it again; or give --force.");
        }
    }

    /// <summary>The assembly where it is wanted. Where it is only preferred, a server that refuses it fails nothing.</summary>
    /// <returns>What became of it.</returns>
    private async Task<string> RunClrAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        try
        {
            await Runner.RunAsync(deployment.ClrSteps, cancellationToken);
            return deployment.Report.Clr!;
        }
        catch (OutboxException refused) when (clr == ClrChoice.Prefer)
        {
            return $"not installed: {refused.Message} The T-SQL functions do the same";
        }
    }

    /// <summary>A table that went after the mapping was checked: said before anything is changed.</summary>
    private async Task CheckTablesAsync(SqlConnection connection, CapturePlan plan, CancellationToken cancellationToken)
    {
        var now = await SqlServerCatalog.ReadAsync(connection, cancellationToken);
        if (plan.Tables.FirstOrDefault(t => now.Find(t.Table.Name) is null) is { } gone)
        {
            throw new OutboxException(
                StoreErrors.ScriptFailed,
                $"The table {gone.Table.Name} is gone; it was there when the mapping was checked.",
                connector.Place,
                "Nothing was changed. Run migrate again, which tells what of the mapping needs it.");
        }
    }

    /// <summary>
    /// Works as the only deployment, where nothing speaks against one: the lock's role is made for it. The lock is given back by hand: a connection that goes back to its pool keeps its
    /// session's locks until somebody takes it out again.
    /// </summary>
    private Task<T> RunAloneAsync<T>(
        Action<ServerState> check, Func<SqlConnection, Task<T>> work, CancellationToken cancellationToken) => RunAsync(
        async connection =>
        {
            check(await ServerState.ReadAsync(connection, cancellationToken));
            var take = string.Join('\n', ServerScript.Batches(SqlServerTexts.Deploy("TakeLock"), _rules));
            var granted = await connection.ExecuteScalarAsync<int>(new CommandDefinition(take, commandTimeout: 0, cancellationToken: cancellationToken));
            if (granted < 0)
            {
                throw new OutboxException(
                    StoreErrors.AnotherDeployment,
                    granted == LockTimedOut ? "Another migrate is at work on this database." : $"The lock 'outbox.migrate' was not granted (sp_getapplock answered {granted}).",
                    connector.Place,
                    "Wait for it, then run migrate again.");
            }

            try
            {
                return await work(connection);
            }
            finally
            {
                // A connection that broke has lost it.
                if (connection.State == ConnectionState.Open)
                {
                    await connection.ExecuteAsync(new CommandDefinition(SqlServerTexts.Deploy("ReleaseLock"), cancellationToken: CancellationToken.None));
                }
            }
        },
        cancellationToken);

    private Task<T> RunAsync<T>(Func<SqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        connector.RunOnceAsync(work, cancellationToken);
}
