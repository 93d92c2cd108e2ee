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
        ColumnKind.Guid => $"lower({expression})",
        ColumnKind.Date => $"coalesce(strftime('%Y-%m-%d', {expression}), {text})",
        // Cut to milliseconds: strftime's own %f rounds, and may carry into the next day.
        ColumnKind.DateTime =>
            $"coalesce(strftime('%Y-%m-%dT%H:%M:%S', substr({expression}, 1, 19)) || '.' || "
            + $"iif(substr({expression}, 20, 1) = '.', substr(rtrim(substr({expression}, 21, 3), 'Z') || '000', 1, 3), '000'), {text})",
        ColumnKind.DateTimeOffset => $"coalesce(strftime('%Y-%m-%dT%H:%M:%f', {expression}), {text})",
        _ => text,
    };

    private static string Trimmed(string expression) => $"rtrim(CAST({expression} AS TEXT), ' ')";

    private static string Escaped(string expression) =>
        $"replace(replace({Trimmed(expression)}, '%', '%25'), ':', '%3A')";
}
