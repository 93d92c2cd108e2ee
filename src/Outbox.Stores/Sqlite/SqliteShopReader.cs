using Dapper;
using Outbox.Mapping.Capture.Sqlite;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Draft;
using Outbox.Mapping.Model;

namespace Outbox.Stores.Sqlite;

/// <summary>Reads a shop in a SQLite file.</summary>
public sealed class SqliteShopReader(SqliteConnector connector) : IShopReader
{
    /// <inheritdoc/>
    public string Database => Path.GetFileNameWithoutExtension(connector.File);

    /// <inheritdoc/>
    public Task<bool> HasOutboxAsync(CancellationToken cancellationToken) => connector.RunAsync(
        connection => connection.ExecuteScalarAsync<bool>(new CommandDefinition(SqliteQueries.Get("HasOutbox"), cancellationToken: cancellationToken)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Relation>> ReadRelationsAsync(CancellationToken cancellationToken) => connector.RunAsync(
        async connection =>
        {
            var rows = await connection.QueryAsync<(string From, long Id, string Column, string To, string KeyColumn)>(
                new CommandDefinition(SqliteQueries.Get("ReadRelations"), cancellationToken: cancellationToken));
            return (IReadOnlyList<Relation>)[.. rows.GroupBy(r => (r.From, r.Id, r.To)).Select(key => new Relation(
                new TableName(null, key.Key.From),
                [.. key.Select(r => r.Column)],
                new TableName(null, key.Key.To),
                [.. key.Select(r => r.KeyColumn)]))];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ReadValuesAsync(CatalogTable table, string column, CancellationToken cancellationToken) => connector.RunAsync(
        async connection => (IReadOnlyList<string>)[.. await connection.QueryAsync<string>(
            new CommandDefinition(SqliteWriter.Values(table, column), cancellationToken: cancellationToken))],
        cancellationToken);
}
