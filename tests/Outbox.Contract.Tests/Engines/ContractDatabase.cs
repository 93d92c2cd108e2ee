using System.Data.Common;
using System.Reflection;
using Dapper;
using Outbox.Core.Messages;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;
using Outbox.Stores;
using Outbox.Stores.Reading;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Engines;

/// <summary>
/// One database of an engine: the shop's side (SQL) and the outbox's (installer and store). What the engines say
/// differently is told here, so that the contract classes hold behaviour only.
/// </summary>
public abstract class ContractDatabase : IAsyncDisposable
{
    private DbConnection? _shop;
    private DbTransaction? _transaction;

    /// <summary>A new connection, as an application of the shop has it.</summary>
    public abstract Task<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>What <c>migrate</c> uses.</summary>
    public abstract IOutboxInstaller Installer { get; }

    /// <summary>What the dispatcher uses.</summary>
    public abstract IOutboxStore Store { get; }

    /// <summary>What keeps the outbox small.</summary>
    public abstract IOutboxUpkeep Upkeep { get; }

    /// <summary>What people ask.</summary>
    public abstract IOutboxReader Reader { get; }

    /// <summary>What looks into the shop's own tables.</summary>
    public abstract IShopReader ShopReader { get; }

    /// <summary>What reads the shop by a mapping that need not be installed.</summary>
    public abstract ISourceReader SourceOf(CapturePlan plan);

    /// <summary>The shop's connection of this test.</summary>
    public DbConnection Connection => _shop ?? throw new InvalidOperationException("Open it first.");

    /// <summary>A table of the outbox, as the engine names it.</summary>
    public abstract string Own(string table);

    /// <summary>The statement by which an app tells the outbox something of people: a procedure, or a view to insert into.</summary>
    /// <param name="name">The procedure's name.</param>
    /// <param name="arguments">Its arguments, in text.</param>
    public abstract string Tell(string name, params (string Name, string Value)[] arguments);

    /// <summary>A moment, as the outbox's own columns hold it.</summary>
    public abstract object Instant(DateTime utc);

    /// <summary>How names of tables and columns compare.</summary>
    public abstract StringComparison NameComparison { get; }

    /// <summary>The same, as a comparer.</summary>
    public StringComparer Names => StringComparer.FromComparison(NameComparison);

    /// <summary>Whether the rows that one statement writes come in the order in which it names them.</summary>
    public abstract bool OrdersRows { get; }

    /// <summary>Why the engine cannot do something; null where it can.</summary>
    public virtual Task<string?> LacksAsync(Trait trait) => Task.FromResult<string?>(null);

    /// <summary>Asserts that a raw time is that time.</summary>
    public abstract void AssertTime(string expected, string? raw);

    /// <summary>Asserts that two JSON texts say the same.</summary>
    public abstract void AssertJson(string expected, string? actual);

    /// <summary>Asserts that a JSON object has at least these members.</summary>
    public abstract void AssertHolds(string expected, string? actual);

    /// <summary>Opens the shop's connection and creates its tables.</summary>
    public async Task OpenAsync(string schemaResource, CancellationToken cancellationToken)
    {
        _shop = await ConnectAsync(cancellationToken);
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(schemaResource)!;
        using var reader = new StreamReader(stream);
        foreach (var batch in Batches.Of(await reader.ReadToEndAsync(cancellationToken)))
        {
            await ExecuteAsync(batch);
        }
    }

    /// <summary>Begins a transaction that the shop's SQL runs in until it ends.</summary>
    public async Task<DbTransaction> BeginAsync(CancellationToken cancellationToken) =>
        _transaction = await Connection.BeginTransactionAsync(cancellationToken);

    /// <summary>Runs the shop's SQL.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) => Connection.ExecuteAsync(sql, parameters, Current);

    /// <summary>Asks the shop's connection for one value.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, object? parameters = null) =>
        await Connection.ExecuteScalarAsync<T>(sql, parameters, Current);

    /// <summary>Asks the shop's connection for a column.</summary>
    public async Task<IReadOnlyList<string>> ColumnAsync(string sql, object? parameters = null) =>
        [.. (await Connection.QueryAsync<object>(sql, parameters, Current)).Select(row => string.Join(' ', ((IDictionary<string, object>)row).Values))];

    /// <summary>Runs <c>migrate</c>.</summary>
    public async Task<MigrationReport> MigrateAsync(string yaml, CancellationToken cancellationToken)
    {
        var mapping = Read(yaml);
        var catalog = await Installer.ReadCatalogAsync(cancellationToken);
        var report = await MigrateAsync(mapping, yaml, catalog, cancellationToken);
        await Store.ReadMappingAsync(cancellationToken);
        return report;
    }

    /// <summary>All lanes, held by the test.</summary>
    public async Task<IReadOnlyList<LaneToken>> HoldAsync(CancellationToken cancellationToken)
    {
        var leases = await Store.RenewLanesAsync(Dispatcher("test"), TimeSpan.FromHours(1), cancellationToken);
        return await Store.ClaimLanesAsync("test", TimeSpan.FromHours(1), leases.Lanes.Count, cancellationToken);
    }

    /// <summary>A dispatcher by its name.</summary>
    public static DispatcherIdentity Dispatcher(string owner) => new(owner, "host", "1.0");

    /// <summary>
    /// What is to be sent, in order. Rows whose person only a lookup tells, and those with nobody, go to any lane: they stay
    /// as captured.
    /// </summary>
    public async Task<IReadOnlyList<OutboxMessage>> PendingAsync(CancellationToken cancellationToken, int limit = 100_000)
    {
        while (await Store.ReadUnroutedAsync(10_000, cancellationToken) is { Count: > 0 } unrouted)
        {
            await Store.RouteAsync([.. unrouted.Select(row => new MessageRoute(row.Key, null, null))], cancellationToken);
        }

        return (await Store.ReadPendingAsync(await HoldAsync(cancellationToken), limit, cancellationToken)).Messages;
    }

    /// <summary>Settles rows, as the owner of all lanes.</summary>
    public async Task CompleteAsync(Completion completion, CancellationToken cancellationToken) =>
        await Store.CompleteAsync(await HoldAsync(cancellationToken), completion, cancellationToken);

    /// <summary>The installer's part of it.</summary>
    protected virtual Task<MigrationReport> MigrateAsync(
        MappingDocument mapping, string yaml, DatabaseCatalog catalog, CancellationToken cancellationToken) =>
        Installer.MigrateAsync(mapping, yaml, catalog, cancellationToken);

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
        if (_shop is not null)
        {
            await _shop.DisposeAsync();
        }
    }

    /// <summary>Reads a mapping that must be without findings.</summary>
    public static MappingDocument Read(string yaml)
    {
        var result = MappingReader.Read(yaml);
        Assert.True(result.Document is not null, string.Join('\n', result.Findings) + "\n" + yaml);
        return result.Document;
    }

    /// <summary>The open transaction; one that has ended has lost its connection.</summary>
    private DbTransaction? Current => _transaction?.Connection is null ? null : _transaction;
}
