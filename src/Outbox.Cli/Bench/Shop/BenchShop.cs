using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Outbox.Cli.Demo.Shop;
using Outbox.Stores.SqlServer;

namespace Outbox.Cli.Bench.Shop;

/// <summary>The benchmark's shop, in a database of its own, with the outbox in it.</summary>
/// <param name="database">The database; made by <see cref="CreateAsync"/>.</param>
/// <param name="engine">The folder of its statements.</param>
/// <param name="people">Customers.</param>
internal sealed class BenchShop(IShopDatabase database, string engine, int people) : IAsyncDisposable
{
    /// <summary>Rows of a statement that fills a table, at most: as many as there are numbers.</summary>
    public const int MostRows = 10_000;

    /// <summary>Filling and resetting a large outbox takes its time.</summary>
    private const int Seconds = 3_600;

    private readonly ConcurrentDictionary<string, string> _texts = new();

    /// <summary>What the dispatcher takes as <c>--connection</c>.</summary>
    public string Connection => database.Connection;

    /// <summary>Whether it is on a server.</summary>
    public bool IsServer => engine == "sqlserver";

    /// <summary>Makes the database, its tables, its people and the outbox.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await database.CreateAsync(cancellationToken);
        await using (var connection = await OpenAsync(cancellationToken))
        {
            foreach (var batch in IsServer ? ServerScript.Batches(Text("schema")) : [Text("schema")])
            {
                await connection.ExecuteAsync(new CommandDefinition(batch, commandTimeout: Seconds, cancellationToken: cancellationToken));
            }

            await RunAsync(connection, "WriteCustomers", new { people }, cancellationToken);
        }

        var installer = Engines.Installer(Connection);
        var catalog = await installer.ReadCatalogAsync(cancellationToken);
        var mapping = Mapping.Yaml.MappingReader.Read(BenchTexts.Mapping).Document
            ?? throw new InvalidOperationException("The benchmark's mapping cannot be read.");
        await installer.MigrateAsync(mapping, BenchTexts.Mapping, catalog, cancellationToken);
    }

    /// <summary>A new open connection. On SQLite it waits for a lock as the dispatcher's do: the driver would sleep 150 ms.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken);
        if (!IsServer)
        {
            await RunAsync(connection, "WaitForLocks", null, cancellationToken);
        }

        return connection;
    }

    /// <summary>The text of a statement.</summary>
    public string Text(string statement) => _texts.GetOrAdd(statement, name => BenchTexts.Sql(engine, name));

    /// <summary>Runs a statement; autocommit where no transaction is given.</summary>
    public Task<int> RunAsync(
        DbConnection connection, string statement, object? parameters, CancellationToken cancellationToken, DbTransaction? transaction = null) =>
        connection.ExecuteAsync(new CommandDefinition(Text(statement), parameters, transaction, Seconds, cancellationToken: cancellationToken));

    /// <summary>Runs a statement on a connection of its own.</summary>
    public async Task RunAsync(string statement, object? parameters, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await RunAsync(connection, statement, parameters, cancellationToken);
    }

    /// <summary>The one value of a statement.</summary>
    public async Task<T> ReadAsync<T>(string statement, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return (await connection.ExecuteScalarAsync<T>(new CommandDefinition(Text(statement), commandTimeout: Seconds, cancellationToken: cancellationToken)))!;
    }

    /// <summary>Writes orders by statements of at most <see cref="MostRows"/>: with the trigger, so many events.</summary>
    public async Task WriteOrdersAsync(int rows, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        for (var first = 1; first <= rows; first += MostRows)
        {
            await RunAsync(
                connection, "WriteOrders", new { first, rows = Math.Min(MostRows, rows - first + 1), people }, cancellationToken);
        }
    }

    /// <summary>Adds rows that were sent long ago.</summary>
    public async Task AddPastAsync(int rows, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        for (var first = 1; first <= rows; first += MostRows)
        {
            await RunAsync(connection, "AddPast", new { first, rows = Math.Min(MostRows, rows - first + 1) }, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await database.RemoveAsync(CancellationToken.None);
}
