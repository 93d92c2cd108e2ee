using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Outbox.Core.Events;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Lint;

namespace Outbox.Mapping.Preview;

/// <summary>
/// Reads the key of a row as somebody types it: what follows the event's name in an event id (<c>1001</c>,
/// <c>42:2026-11-23</c>), or the whole event id.
/// </summary>
public static class EventKey
{
    private static readonly string[] Times =
        ["yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    /// <summary>The canonical texts of the key's columns; null where the text is no key of that source.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="source">Whose key it is.</param>
    /// <param name="table">The table or view of its rows.</param>
    /// <param name="wrong">Why it is none, one sentence.</param>
    public static IReadOnlyList<string>? Parse(string text, PreviewSource source, CatalogTable table, out string wrong)
    {
        var prefix = source.CapturedBy + ":";
        var key = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
        var columns = source.KeyColumns.Select(c => table.Find(c) ?? new CatalogColumn(c, "", ColumnKind.Unknown, IsNullable: true)).ToList();
        wrong = "";
        if (columns is [{ Kind: ColumnKind.Text or ColumnKind.Unknown }])
        {
            if (key.Length > 0)
            {
                return [Unescape(key)];
            }

            wrong = "The key is empty.";
            return null;
        }

        var match = Regex.Match(key, Pattern(columns), RegexOptions.CultureInvariant);
        if (!match.Success)
        {
            wrong = $"{text.Quoted()} is no key of {source.CapturedBy.Quoted()}.";
            return null;
        }

        var parts = new List<string>();
        for (var i = 0; i < columns.Count; i++)
        {
            if (Canonical(match.Groups[i + 1].Value, columns[i].Kind) is not { } part)
            {
                wrong = $"{match.Groups[i + 1].Value.Quoted()} is not {What(columns[i].Kind)}: {columns[i].Name}.";
                return null;
            }

            parts.Add(part);
        }

        return parts;
    }

    /// <summary>How a key is written: <c>CustomerId:DueDate, a whole number and a date (yyyy-MM-dd)</c>.</summary>
    public static string Form(PreviewSource source, CatalogTable table) =>
        $"{string.Join(':', source.KeyColumns)}, {string.Join(" and ", source.KeyColumns.Select(c => What(table.Find(c)?.Kind ?? ColumnKind.Unknown)))}";

    private static string Pattern(IEnumerable<CatalogColumn> columns)
    {
        var pattern = new StringBuilder(@"\A");
        pattern.AppendJoin(':', columns.Select(c => c.Kind switch
        {
            ColumnKind.Integer => "(-?[0-9]{1,19})",
            ColumnKind.Boolean => "([01])",
            ColumnKind.Guid => @"(\{?[0-9A-Fa-f-]{32,36}\}?)",
            ColumnKind.Date => "([0-9]{4}-[0-9]{2}-[0-9]{2})",
            ColumnKind.DateTime or ColumnKind.DateTimeOffset =>
                @"([0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,7})?)?)?)",
            _ => "([^:]+)",
        }));
        return pattern.Append(@"\z").ToString();
    }

    private static string? Canonical(string part, ColumnKind kind)
    {
        switch (kind)
        {
            case ColumnKind.Integer:
                return long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? CanonicalText.Of(number) : null;
            case ColumnKind.Guid:
                return Guid.TryParse(part, out var id) ? CanonicalText.Of(id) : null;
            case ColumnKind.Date:
                return DateOnly.TryParseExact(part, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                    ? CanonicalText.Of(date)
                    : null;
            case ColumnKind.DateTime or ColumnKind.DateTimeOffset:
                return DateTime.TryParseExact(part, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                    ? CanonicalText.Of(time)
                    : null;
            default:
                return Unescape(part);
        }
    }

    private static string What(ColumnKind kind) => kind switch
    {
        ColumnKind.Integer => "a whole number",
        ColumnKind.Boolean => "0 or 1",
        ColumnKind.Guid => "a GUID",
        ColumnKind.Date => "a date (yyyy-MM-dd)",
        ColumnKind.DateTime => "a time (yyyy-MM-ddTHH:mm:ss.fff)",
        ColumnKind.DateTimeOffset => "a time in UTC (yyyy-MM-ddTHH:mm:ss.fff)",
        _ => "a text",
    };

    private static string Unescape(string part) => part
        .Replace("%3A", ":", StringComparison.OrdinalIgnoreCase)
        .Replace("%25", "%", StringComparison.Ordinal);
}
