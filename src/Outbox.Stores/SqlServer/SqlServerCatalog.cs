using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Stores.SqlServer;

/// <summary>Reads a database's tables and views; the outbox's own are left out.</summary>
internal static class SqlServerCatalog
{
    /// <summary>The catalog: all that this login may see.</summary>
    public static async Task<DatabaseCatalog> ReadAsync(SqlConnection connection, CancellationToken cancellationToken)
    {
        await using var sets = await connection.QueryMultipleAsync(
            new CommandDefinition(SqlServerTexts.Deploy("ReadCatalog"), cancellationToken: cancellationToken));
        var tables = await sets.ReadAsync<(string Schema, string Name, bool IsView, string? Obstacle)>();
        var columns = (await sets.ReadAsync<ColumnRow>()).ToLookup(c => (c.SchemaName, c.TableName), c => c.ToColumn());
        var keys = (await sets.ReadAsync<(string Schema, string Table, string Index, bool IsPrimaryKey, string Column)>())
            .ToLookup(k => (k.Schema, k.Table));
        return new DatabaseCatalog(Engine.SqlServer, [.. tables.Select(t =>
        {
            var indexes = keys[(t.Schema, t.Name)].GroupBy(k => (k.Index, k.IsPrimaryKey)).ToList();
            return new CatalogTable(
                new TableName(t.Schema, t.Name),
                t.IsView,
                [.. columns[(t.Schema, t.Name)]],
                [.. indexes.Where(i => i.Key.IsPrimaryKey).SelectMany(i => i).Select(k => k.Column)],
                [.. indexes.Where(i => !i.Key.IsPrimaryKey).Select(i => (IReadOnlyList<string>)[.. i.Select(k => k.Column)])],
                t.Obstacle);
        })]);
    }

    private sealed record ColumnRow
    {
        public required string SchemaName { get; init; }

        public required string TableName { get; init; }

        public required string Name { get; init; }

        public required string TypeName { get; init; }

        public required int MaxLength { get; init; }

        public required int Precision { get; init; }

        public required int Scale { get; init; }

        public required bool IsNullable { get; init; }

        public required bool IsComputed { get; init; }

        public required bool IsIdentity { get; init; }

        public string? Collation { get; init; }

        public string? Obstacle { get; init; }

        public CatalogColumn ToColumn() => new(
            Name,
            SqlServerTypes.Declare(TypeName, MaxLength, Precision, Scale),
            SqlServerTypes.KindOf(TypeName),
            IsNullable,
            SqlServerTypes.LengthOf(TypeName, MaxLength),
            IsComputed,
            IsIdentity,
            Collation,
            Obstacle);
    }
}
