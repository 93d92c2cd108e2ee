using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Outbox.Core.Errors;

namespace Outbox.Cli.Demo.Shop;

/// <summary>The shop in a SQLite file.</summary>
/// <param name="path">The file.</param>
internal sealed class SqliteShopDatabase(string path) : IShopDatabase
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        // Two writers and a dispatcher share the file: a writer waits for the others' commits.
        DefaultTimeout = 60,
    }.ToString();

    /// <inheritdoc/>
    public string Place => path;

    /// <inheritdoc/>
    public string Connection => path;

    /// <inheritdoc/>
    public string NowUtc => "strftime('%Y-%m-%d %H:%M:%f', 'now')";

    /// <inheritdoc/>
    public Task CreateAsync(CancellationToken cancellationToken) => File.Exists(path)
        ? throw new OutboxException(
            CliErrors.SettingInvalid,
            "The demo needs a new database file, and this one is there already.",
            path,
            "Name another file, or remove this one.")
        : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task CreateShopAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(ShopSample.Read("sqlite/schema.sql"), cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(ShopSample.Read("sqlite/seed.sql"), cancellationToken: cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <inheritdoc/>
    public string ReturningKey(string insert, string keyColumn) => $"{insert} RETURNING {keyColumn}";

    /// <summary>Never: writers wait in line.</summary>
    public bool IsDeadlock(DbException error) => false;

    /// <summary>The file goes with the demo's folder; one that was named elsewhere stays.</summary>
    public Task RemoveAsync(CancellationToken cancellationToken)
    {
        SqliteConnection.ClearAllPools();
        return Task.CompletedTask;
    }
}
