using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

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
    public string NowUtc => "strftime('%Y-%m-%d %H:%M:%f', 'now')";

    /// <inheritdoc/>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <inheritdoc/>
    public async Task CreateShopAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(ShopSample.Read("sqlite/schema.sql"), cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(ShopSample.Read("sqlite/seed.sql"), cancellationToken: cancellationToken));
    }

    /// <inheritdoc/>
    public string ReturningKey(string insert, string keyColumn) => $"{insert} RETURNING {keyColumn}";
}
