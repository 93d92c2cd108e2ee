using Outbox.Mapping.Catalog;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>
/// Comparisons with a column that has an index: the value is converted and not the column, so that the index serves and
/// no row of the table can fail the conversion.
/// </summary>
internal static class TSqlMatch
{
    /// <summary>The value in a form that compares with a column of another table.</summary>
    /// <param name="value">The value's expression.</param>
    /// <param name="here">The value's column.</param>
    /// <param name="there">The column to compare with.</param>
    public static string Value(string value, CatalogColumn here, CatalogColumn there) => (IsText(here), IsText(there)) switch
    {
        (true, true) => SameCollation(here, there) ? value : $"{value} {Collate(there)}",
        (true, false) => Parse(value, there),
        (false, true) => Print(value, here),
        _ => value,
    };

    /// <summary>A text in the widest type of a column's family; NULL where it is none of that family.</summary>
    public static string Parse(string text, CatalogColumn column) => column.Kind switch
    {
        ColumnKind.Text or ColumnKind.Unknown => text,
        ColumnKind.Date => $"TRY_CONVERT(date, {text}, 23)",
        ColumnKind.DateTime => $"TRY_CONVERT({TSqlType.Of(column).Widest}, {text}, 126)",

        // An empty text converts to 0, which is somebody.
        _ => $"TRY_CONVERT({TSqlType.Of(column).Widest}, NULLIF({text}, N''))",
    };

    /// <summary>A person's key text against the id column, by the table's own collation.</summary>
    public static string Key(string text, CatalogColumn column)
    {
        if (!IsText(column))
        {
            return Parse(text, column);
        }

        // A variable takes the column's collation where it is compared; a text of the outbox has its own. Longer than any
        // key: a text that were cut could match another person.
        return TSqlType.Of(column).IsUnicode ? text.StartsWith('@') ? text : $"{text} {Collate(column)}" : $"CONVERT(varchar(1200), {text} {Collate(column)})";
    }

    private static string Collate(CatalogColumn column) => $"COLLATE {column.Collation ?? "DATABASE_DEFAULT"}";

    private static bool IsText(CatalogColumn column) => column.Kind == ColumnKind.Text;

    private static bool SameCollation(CatalogColumn a, CatalogColumn b) =>
        string.Equals(a.Collation, b.Collation, StringComparison.OrdinalIgnoreCase);

    private static string Print(string value, CatalogColumn column) => column.Kind switch
    {
        ColumnKind.Guid => $"CONVERT(nvarchar(36), {value})",
        ColumnKind.Date => $"CONVERT(nvarchar(10), {value}, 23)",
        _ => $"CONVERT(nvarchar(100), {value})",
    };
}
