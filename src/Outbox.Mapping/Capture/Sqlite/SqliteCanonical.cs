using Outbox.Core.Events;
using Outbox.Mapping.Catalog;

namespace Outbox.Mapping.Capture.Sqlite;

/// <summary>
/// <see cref="CanonicalText"/> in SQLite's SQL. Total: an unreadable time falls back to its text, NULL to
/// <see cref="CanonicalText.Null"/>.
/// </summary>
internal static class SqliteCanonical
{
    /// <summary>The canonical text of a value in an event id.</summary>
    public static string Id(string expression, ColumnKind kind) =>
        $"ifnull({Form(expression, kind, Escaped(expression))}, '{CanonicalText.Null}')";

    /// <summary>The text of a person's key: canonical, but nothing is escaped and NULL stays NULL.</summary>
    public static string Key(string expression, ColumnKind kind) => Form(expression, kind, Trimmed(expression));

    private static string Form(string expression, ColumnKind kind, string text) => kind switch
    {
        ColumnKind.Integer or ColumnKind.Boolean => $"CAST({expression} AS TEXT)",
        ColumnKind.Guid => $"lower({text})",
        ColumnKind.Date => Date(expression, text),
        ColumnKind.DateTime or ColumnKind.DateTimeOffset => Time(expression, text),
        _ => text,
    };

    /// <remarks>LIKE keeps out what strftime() also takes for a time: 'now', a bare time, a number.</remarks>
    private static string Date(string value, string text) =>
        $"coalesce(iif({value} LIKE '____-__-__%', strftime('%Y-%m-%d', substr({value}, 1, 10)), NULL), {text})";

    /// <remarks>
    /// Cut to milliseconds: strftime()'s own fraction rounds, and may carry into the next day. What follows the
    /// fraction is an offset, by which strftime() goes over to UTC.
    /// </remarks>
    private static string Time(string value, string text) => $"""
        CASE
            WHEN {value} LIKE '____-__-_____:__:__.%' THEN
                coalesce(
                    strftime('%Y-%m-%dT%H:%M:%S', substr({value}, 1, 19) || ltrim(substr({value}, 20), '.0123456789'))
                        || substr(rtrim(substr({value}, 20, 4), 'Z+-: ') || '000', 1, 4),
                    {text})
            WHEN {value} LIKE '____-__-__%' THEN coalesce(strftime('%Y-%m-%dT%H:%M:%S.000', {value}), {text})
            ELSE {text}
        END
        """;

    private static string Trimmed(string expression) => $"rtrim(CAST({expression} AS TEXT), ' ')";

    private static string Escaped(string expression) =>
        $"replace(replace({Trimmed(expression)}, '%', '%25'), ':', '%3A')";
}
