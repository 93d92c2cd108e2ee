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
        var keys = (await connection.QueryAsync<(string Table, string Index, string Column)>(
                new CommandDefinition(SqliteQueries.Get("ReadUniqueKeys"), cancellationToken: cancellationToken)))
            .GroupBy(k => k.Table)
            .ToDictionary(
                table => table.Key,
                table => table.GroupBy(k => k.Index).Select(index => (IReadOnlyList<string>)[.. index.Select(k => k.Column)]).ToList());
        var tables = new List<CatalogTable>();
        foreach (var (name, isView) in await connection.QueryAsync<(string, bool)>(
            new CommandDefinition(SqliteQueries.Get("ReadTables"), cancellationToken: cancellationToken)))
        {
            try
            {
                var columns = (await connection.QueryAsync<ColumnRow>(
                    new CommandDefinition(SqliteQueries.Get("ReadColumns"), new { table = name }, cancellationToken: cancellationToken))).ToList();
                tables.Add(new CatalogTable(
                    new TableName(null, name),
                    isView,
                    [.. columns.Select(c => c.ToColumn(isView))],
                    [.. columns.Where(c => c.KeyOrdinal > 0).OrderBy(c => c.KeyOrdinal).Select(c => c.Name)],
                    keys.GetValueOrDefault(name) ?? []));
            }
            catch (SqliteException error) when (isView && error.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
            {
                // A view whose tables are gone: the shop may keep it; a mapping that names it is told that it is not there.
            }
        }

        return new DatabaseCatalog(Engine.Sqlite, tables);
    }

    private sealed record ColumnRow
    {
        public required string Name { get; init; }

        public required string DeclaredType { get; init; }

        public required bool IsNotNull { get; init; }

        public required int KeyOrdinal { get; init; }

        public required bool IsComputed { get; init; }

        public CatalogColumn ToColumn(bool isView)
        {
            var (kind, length) = SqliteTypes.Read(DeclaredType);
            // A key column takes NULL only by SQLite's old mistake, and never where it is INTEGER PRIMARY KEY.
            return new CatalogColumn(Name, DeclaredType, kind, !IsNotNull && KeyOrdinal == 0 && !isView, length, IsComputed);
        }
    }
}
