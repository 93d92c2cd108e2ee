using Outbox.Core.Events;
using Outbox.Mapping.Catalog;
using static Outbox.Mapping.Capture.TSql.TSqlText;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>
/// <see cref="CanonicalText"/> in T-SQL. Every style is spoken out: without one DATEFORMAT and LANGUAGE of the shop's
/// session decide.
/// </summary>
internal static class TSqlCanonical
{
    /// <summary>Characters of a key that the outbox keeps; a longer one is over Customer.io's limit by far.</summary>
    public const int KeyLength = 400;

    /// <summary>Characters that the outbox keeps of a time as it stood.</summary>
    private const int RawTimeLength = 64;

    /// <summary>The event id: the name's expression and the canonical texts of the columns, joined by colons.</summary>
    public static string EventId(string name, CatalogTable table, string row, IEnumerable<string> columns)
    {
        var parts = columns.Select(c => Part(table, row, c)).ToList();
        return name + string.Concat(parts.Select((p, i) => (parts.Count > 1 || p.Length > 60 ? "\n    + " : " + ") + (i > 0 ? "N':' + " : "") + p));
    }

    /// <summary>
    /// The text of a person's key: canonical, but nothing is escaped and NULL stays NULL. So is one that is longer than the
    /// outbox keeps, whatever the column's length was when this was written: cut, it could be another person's, and CONVERT
    /// and LEFT cut without a word.
    /// </summary>
    public static string Key(CatalogTable table, string row, string column)
    {
        var declared = Declared(table, column);
        var value = Column(table, row, column);
        if (declared.Kind is not (ColumnKind.Text or ColumnKind.Unknown))
        {
            return Plain(declared, value);
        }

        // LEN counts code points under some collations, of which each has two UTF-16 units at most.
        var text = TSqlType.Of(declared).IsUnicode ? value : $"CONVERT(nvarchar({2 * KeyLength}), {value})";
        return $"CASE WHEN {Fits(value)} THEN RTRIM({text}) END";
    }

    /// <summary>Whether a person's key is one that the outbox keeps; never where it is NULL.</summary>
    public static string? Fits(CatalogTable table, string row, string column) =>
        Declared(table, column).Kind is ColumnKind.Text or ColumnKind.Unknown ? Fits(Column(table, row, column)) : null;

    private static string Fits(string value) => $"LEN({value}) <= {KeyLength}";

    /// <summary>A time as it stands, for the shaper to read.</summary>
    public static string RawTime(CatalogTable table, string row, string column)
    {
        var declared = Declared(table, column);
        var value = Column(table, row, column);
        return declared.Kind switch
        {
            ColumnKind.Date => $"CONVERT(nvarchar(10), {value}, 23)",
            ColumnKind.DateTime => $"CONVERT(nvarchar(27), {value}, 121)",
            ColumnKind.DateTimeOffset => $"CONVERT(nvarchar(34), {value}, 121)",
            ColumnKind.Text or ColumnKind.Unknown => $"CASE WHEN LEN({value}) <= {RawTimeLength} THEN {value} END",
            _ => $"CONVERT(nvarchar({RawTimeLength}), {value})",
        };
    }

    /// <summary>
    /// A text in UTF-16: collations with another code page lose no character by it, and a column that was made longer since
    /// loses none either.
    /// </summary>
    public static string Unicode(CatalogColumn column, string value) =>
        column.Kind == ColumnKind.Text && TSqlType.Of(column).IsUnicode ? value : $"CONVERT(nvarchar(max), {value})";

    /// <summary>The text of an id column within an event id.</summary>
    public static string Part(CatalogTable table, string row, string column)
    {
        var declared = Declared(table, column);
        var value = Column(table, row, column);
        var text = declared.Kind is ColumnKind.Text or ColumnKind.Unknown or ColumnKind.Time
            ? $"REPLACE(REPLACE(RTRIM({(declared.Kind == ColumnKind.Time ? Plain(declared, value) : Unicode(declared, value))}) {Binary}, N'%', N'%25'), N':', N'%3A')"
            : Plain(declared, value);

        // NULL in a key is impossible; elsewhere lint refuses it, and the database may have changed since.
        return table.PrimaryKey.Contains(column, StringComparer.OrdinalIgnoreCase) ? text : $"ISNULL({text}, N'{CanonicalText.Null}')";
    }

    private static string Plain(CatalogColumn column, string value) => column.Kind switch
    {
        ColumnKind.Integer => $"CONVERT(nvarchar(20), {value})",
        ColumnKind.Boolean => $"CONVERT(nvarchar(3), {value})",
        ColumnKind.Guid => $"LOWER(CONVERT(nvarchar(36), {value}))",
        ColumnKind.Date => $"CONVERT(nvarchar(10), {value}, 23)",
        ColumnKind.DateTime => Time(TSqlType.Of(column), value),
        ColumnKind.DateTimeOffset => Time(TSqlType.Of(column), $"SWITCHOFFSET({value}, '+00:00')"),
        ColumnKind.Time => $"CONVERT(nvarchar(16), {value}, 121)",

        // Style 3 keeps every digit of a float, style 2 every digit of money.
        ColumnKind.Float => $"CONVERT(nvarchar(40), {value}, 3)",
        ColumnKind.Decimal when TSqlType.Of(column).Name is "money" or "smallmoney" => $"CONVERT(nvarchar(40), {value}, 2)",
        _ => $"CONVERT(nvarchar(100), {value})",
    };

    /// <remarks>
    /// By way of seven digits, whatever the column has: it may be given more, and two facts of one second must not become one.
    /// Then cut to milliseconds and not cast to a smaller scale, which rounds and overflows at the type's end; styles 126 and
    /// 127 would drop a fraction of zero. A datetime prints its three digits: as a datetime2 it has thirds (MS datetime2).
    /// </remarks>
    private static string Time(TSqlType type, string value)
    {
        var exact = type.Name is "datetime" or "smalldatetime" ? value : $"CONVERT(datetime2(7), {value})";
        return $"STUFF(LEFT(CONVERT(nvarchar(27), {exact}, 121), 23), 11, 1, N'T')";
    }
}
