using Dapper;
using Microsoft.Data.Sqlite;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Stores.Sqlite;

/// <summary>Reads a database's tables and views; the outbox's own are left out.</summary>
internal static class SqliteCatalog
{
    /// <summary>The catalog.</summary>
    public static async Task<DatabaseCatalog> ReadAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var columns = await connection.QueryAsync<ColumnRow>(
            new CommandDefinition(SqliteQueries.Get("ReadCatalog"), cancellationToken: cancellationToken));
        var keys = await connection.QueryAsync<KeyRow>(
            new CommandDefinition(SqliteQueries.Get("ReadUniqueKeys"), cancellationToken: cancellationToken));
        var keysByTable = keys.GroupBy(k => k.TableName).ToDictionary(
            table => table.Key,
            table => table.GroupBy(k => k.IndexName).Select(index => (IReadOnlyList<string>)[.. index.Select(k => k.ColumnName)]).ToList());

        return new DatabaseCatalog(Engine.Sqlite, [.. columns.GroupBy(c => c.TableName).Select(table => new CatalogTable(
            new TableName(null, table.Key),
            table.First().IsView,
            [.. table.Select(Column)],
            [.. table.Where(c => c.KeyOrdinal > 0).OrderBy(c => c.KeyOrdinal).Select(c => c.ColumnName)],
            keysByTable.GetValueOrDefault(table.Key) ?? []))]);

        static CatalogColumn Column(ColumnRow row)
        {
            var (kind, length) = SqliteTypes.Read(row.DeclaredType);
            // A key column takes NULL only by SQLite's old mistake, and never where it is INTEGER PRIMARY KEY.
            return new CatalogColumn(row.ColumnName, row.DeclaredType, kind, !row.IsNotNull && row.KeyOrdinal == 0 && !row.IsView, length);
        }
    }

    private sealed record ColumnRow
    {
        public required string TableName { get; init; }

        public required bool IsView { get; init; }

        public required string ColumnName { get; init; }

        public required string DeclaredType { get; init; }

        public required bool IsNotNull { get; init; }

        public required int KeyOrdinal { get; init; }
    }

    private sealed record KeyRow
    {
        public required string TableName { get; init; }

        public required string IndexName { get; init; }

        public required string ColumnName { get; init; }
    }
}
