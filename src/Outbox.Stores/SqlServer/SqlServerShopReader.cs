using Dapper;
using Outbox.Mapping.Capture.TSql;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Draft;
using Outbox.Mapping.Model;

namespace Outbox.Stores.SqlServer;

/// <summary>Reads a shop in a database of SQL Server.</summary>
public sealed class SqlServerShopReader(SqlServerConnector connector) : IShopReader
{
    /// <inheritdoc/>
    public string Database => connector.Database;

    /// <inheritdoc/>
    public Task<bool> HasOutboxAsync(CancellationToken cancellationToken) => connector.RunAsync(
        connection => connection.ExecuteScalarAsync<bool>(new CommandDefinition(SqlServerTexts.Shop("HasOutbox"), cancellationToken: cancellationToken)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Relation>> ReadRelationsAsync(CancellationToken cancellationToken) => connector.RunAsync(
        async connection =>
        {
            var rows = await connection.QueryAsync<(int Id, string FromSchema, string FromTable, string Column, string ToSchema, string ToTable, string KeyColumn)>(
                new CommandDefinition(SqlServerTexts.Shop("ReadRelations"), cancellationToken: cancellationToken));
            return (IReadOnlyList<Relation>)[.. rows.GroupBy(r => (r.Id, r.FromSchema, r.FromTable, r.ToSchema, r.ToTable)).Select(key => new Relation(
                new TableName(key.Key.FromSchema, key.Key.FromTable),
                [.. key.Select(r => r.Column)],
                new TableName(key.Key.ToSchema, key.Key.ToTable),
                [.. key.Select(r => r.KeyColumn)]))];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ReadValuesAsync(CatalogTable table, string column, CancellationToken cancellationToken) => connector.RunAsync(
        async connection => (IReadOnlyList<string>)[.. await connection.QueryAsync<string>(
            new CommandDefinition(TSqlWriter.Values(table, column), cancellationToken: cancellationToken))],
        cancellationToken);
}
