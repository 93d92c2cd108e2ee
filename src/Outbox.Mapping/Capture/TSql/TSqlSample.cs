using Outbox.Mapping.Catalog;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>Small looks at what the shop's tables hold.</summary>
internal static class TSqlSample
{
    /// <summary>The commonest values of a column among the last rows, so that a large table is not read through; a column <c>Value</c>.</summary>
    public static string Values(CatalogTable table, string column)
    {
        var order = table.PrimaryKey.Count == 0 ? "" : $" ORDER BY {string.Join(", ", table.PrimaryKey.Select(c => Column(table, "t", c) + " DESC"))}";
        return $"""
            SELECT TOP (20) x.Value
            FROM
            (
                SELECT TOP (10000) {Column(table, "t", column)} AS Value
                FROM {Name(table.Name)} AS t{order}
            ) AS x
            WHERE x.Value IS NOT NULL
            GROUP BY x.Value
            ORDER BY COUNT(*) DESC, x.Value;
            """;
    }
}
