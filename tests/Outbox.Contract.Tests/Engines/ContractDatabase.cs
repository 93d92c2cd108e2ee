using System.Data.Common;
using System.Reflection;
using Dapper;
using Outbox.Core.Messages;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Engines;

/// <summary>One database of an engine: the shop's side (SQL) and the outbox's (installer and store).</summary>
public abstract class ContractDatabase : IAsyncDisposable
{
    private DbConnection? _shop;

    /// <summary>A new connection, as an application of the shop has it.</summary>
    public abstract Task<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>What <c>migrate</c> uses.</summary>
    public abstract IOutboxInstaller Installer { get; }

    /// <summary>What the dispatcher uses.</summary>
    public abstract IOutboxStore Store { get; }

    /// <summary>The shop's connection of this test.</summary>
    public DbConnection Connection => _shop ?? throw new InvalidOperationException("Open it first.");

    /// <summary>Opens the shop's connection and creates its tables.</summary>
    public async Task OpenAsync(string schemaResource, CancellationToken cancellationToken)
    {
        _shop = await ConnectAsync(cancellationToken);
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(schemaResource)!;
        using var reader = new StreamReader(stream);
        await ExecuteAsync(await reader.ReadToEndAsync(cancellationToken));
    }

    /// <summary>Runs the shop's SQL.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) => Connection.ExecuteAsync(sql, parameters);

    /// <summary>Asks the shop's connection for one value.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, object? parameters = null) =>
        await Connection.ExecuteScalarAsync<T>(sql, parameters);

    /// <summary>Asks the shop's connection for a column.</summary>
    public async Task<IReadOnlyList<string>> ColumnAsync(string sql, object? parameters = null) =>
        [.. (await Connection.QueryAsync<object>(sql, parameters)).Select(row => string.Join(' ', ((IDictionary<string, object>)row).Values))];

    /// <summary>Runs <c>migrate</c>.</summary>
    public async Task<MigrationReport> MigrateAsync(string yaml, CancellationToken cancellationToken)
    {
        var mapping = Read(yaml);
        var catalog = await Installer.ReadCatalogAsync(cancellationToken);
        var report = await Installer.MigrateAsync(mapping, yaml, catalog, cancellationToken);
        await Store.ReadMappingAsync(cancellationToken);
        return report;
    }

    /// <summary>What is to be sent, in order.</summary>
    public Task<IReadOnlyList<OutboxMessage>> PendingAsync(CancellationToken cancellationToken) =>
        Store.ReadPendingAsync(100_000, cancellationToken);

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
}
