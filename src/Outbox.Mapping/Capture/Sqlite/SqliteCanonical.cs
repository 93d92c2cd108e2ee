using Outbox.Core.Events;
using Outbox.Mapping.Catalog;
using static Outbox.Mapping.Capture.Sqlite.SqliteText;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>
/// <see cref="CanonicalText"/> in SQLite's SQL. Total: an unreadable time falls back to its text, NULL to
/// <see cref="CanonicalText.Null"/>.
/// </summary>
internal static class SqliteCanonical
{
    /// <summary>Characters of a part above which an id takes a line for each.</summary>
    private const int LongPart = 60;

    /// <summary>The event id: the name's expression and the canonical texts of the columns, joined by colons.</summary>
    public static string EventId(string name, CatalogTable table, string row, IEnumerable<string> columns)
    {
        var parts = columns.Select(c => Part(table, row, c)).ToList();
        var separator = parts.Exists(p => p.Length > LongPart) ? "\n|| ':' || " : " || ':' || ";
        return name + string.Concat(parts.Select(p => separator + p)).Replace("\n", "\n    ", StringComparison.Ordinal);
    }

    /// <summary>The text of a person's key: canonical, but nothing is escaped and NULL stays NULL.</summary>
    public static string Key(CatalogTable table, string row, string column)
    {
        var value = Column(row, column);
        return KindOf(table, column) switch
        {
            ColumnKind.Integer or ColumnKind.Boolean => $"CAST({value} AS TEXT)",
            ColumnKind.Guid => $"lower(rtrim({value}))",
            _ => $"rtrim({value})",
        };
    }

    /// <summary>The text of an id column within an event id.</summary>
    public static string Part(CatalogTable table, string row, string column)
    {
        var value = Column(row, column);
        var text = $"replace(replace(rtrim({value}), '%', '%25'), ':', '%3A')";
        return KindOf(table, column) switch
        {
            _ when IsRowId(table, column) => value,
            ColumnKind.Integer or ColumnKind.Boolean => Call("coalesce", value),
            ColumnKind.Guid => Call("coalesce", $"lower({text})"),
            ColumnKind.Date => Call("coalesce", Date(value), text),
            ColumnKind.DateTime or ColumnKind.DateTimeOffset => Call("coalesce", Time(value), text),
            _ => Call("coalesce", text),
        };

        static string Call(string function, params string[] forms) => forms.Length == 1
            ? $"{function}({forms[0]}, '{CanonicalText.Null}')"
            : SqliteText.Call(function, [.. forms, $"'{CanonicalText.Null}'"]);
    }

    /// <remarks>LIKE keeps out what strftime() also takes for a time: 'now', a bare time, a number.</remarks>
    private static string Date(string value) =>
        $"CASE WHEN {value} LIKE '____-__-__%' THEN strftime('%Y-%m-%d', substr({value}, 1, 10)) END";

    /// <remarks>
    /// Cut to milliseconds: strftime()'s own fraction rounds, and may carry into the next day. What follows the
    /// fraction is an offset, by which strftime() goes over to UTC.
    /// </remarks>
    private static string Time(string value)
    {
        var offset = $"ltrim(substr({value}, 20), '.0123456789')";
        return $"""
            CASE
                WHEN {value} LIKE '____-__-_____:__:__.%'
                    THEN strftime('%Y-%m-%dT%H:%M:%S', substr({value}, 1, 19) || {offset})
                        || substr(substr({value}, 20, length({value}) - 19 - length({offset})) || '000', 1, 4)
                WHEN {value} LIKE '____-__-__%'
                    THEN strftime('%Y-%m-%dT%H:%M:%S.000', {value})
            END
            """;
    }
}
