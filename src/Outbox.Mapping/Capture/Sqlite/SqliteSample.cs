using Outbox.Mapping.Catalog;
using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>Small looks at what the shop's tables hold.</summary>
internal static class SqliteSample
{
    /// <summary>The commonest values of a column among the last rows, so that a large table is not read through; a column <c>Value</c>.</summary>
    public static string Values(CatalogTable table, string column)
    {
        var order = table.PrimaryKey.Count == 0 ? "" : $" ORDER BY {string.Join(", ", table.PrimaryKey.Select(c => Column("t", c) + " DESC"))}";
        return $"""
            SELECT CAST(x.Value AS TEXT) AS Value
            FROM (
                SELECT {Column("t", column)} AS Value
                FROM {Name(table.Name)} AS t{order}
                LIMIT 10000
            ) AS x
            WHERE x.Value IS NOT NULL
            GROUP BY x.Value
            ORDER BY COUNT(*) DESC, x.Value
            LIMIT 20
            """;
    }
}
