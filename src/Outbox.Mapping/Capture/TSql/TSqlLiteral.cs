using System.Globalization;
using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Capture.TSql;

/// <summary>
/// Literals of the mapping in the types of their columns, so that no comparison converts a column: that would fail at
/// the first value that does not fit, and a failed conversion dooms the shop's transaction.
/// </summary>
internal static class TSqlLiteral
{
    /// <summary>Of a number: bare. A number that no decimal holds is written as a float.</summary>
    public static string Number(string text) =>
        decimal.TryParse(text, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var exact)
            ? exact.ToString(CultureInfo.InvariantCulture)
            : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("E16", CultureInfo.InvariantCulture);

    /// <summary>Of anything else.</summary>
    public static string Of(Literal literal, CatalogColumn column) => column.Kind switch
    {
        ColumnKind.Text or ColumnKind.Unknown => Text(literal.Text, TSqlType.Of(column)),
        ColumnKind.Guid when Guid.TryParse(literal.Text, out var id) => $"CONVERT(uniqueidentifier, '{id:D}')",
        ColumnKind.Date when Time(literal) is { } at => $"CONVERT(date, '{Format(at, "yyyy-MM-dd")}', 23)",
        ColumnKind.DateTime when Time(literal) is { } at => $"CONVERT({TypeOf(at, TSqlType.Of(column))}, '{Local(at)}', 126)",

        // ISO 8601 with an offset is read the same by any session; no style is documented for it.
        ColumnKind.DateTimeOffset when Time(literal) is { } at => $"CONVERT(datetimeoffset(7), '{Local(at)}{Format(at, "zzz")}')",
        ColumnKind.Time when TimeOnly.TryParse(literal.Text, CultureInfo.InvariantCulture, out var at) =>
            $"CONVERT(time(7), '{at.ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture)}', 121)",
        ColumnKind.Integer or ColumnKind.Decimal or ColumnKind.Float or ColumnKind.Boolean
            when decimal.TryParse(literal.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out _) => Number(literal.Text),

        // Lint refuses it. Nothing equals NULL, and comparing with it fails nothing.
        _ => "NULL",
    };

    /// <summary>A varchar column is compared with a varchar, unless the code page of the script could lose a character.</summary>
    private static string Text(string text, TSqlType type) =>
        type.Name is "varchar" or "char" && text.All(c => char.IsAscii(c) && !char.IsControl(c)) && !text.Contains("$(", StringComparison.Ordinal)
            ? TSqlText.Text(text)[1..]
            : TSqlText.Text(text);

    private static DateTimeOffset? Time(Literal literal) =>
        DateTimeOffset.TryParse(literal.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static string Local(DateTimeOffset at)
    {
        var text = Format(at, "yyyy-MM-ddTHH:mm:ss.fffffff");
        return text.EndsWith(".0000000", StringComparison.Ordinal) ? text[..19]
            : text.EndsWith("0000", StringComparison.Ordinal) ? text[..23]
            : text;
    }

    /// <remarks>
    /// datetime counts in thirds of 10 ms, so that only a datetime equals one; datetime2 takes what it cannot hold, and a
    /// smalldatetime compares exactly with either.
    /// </remarks>
    private static string TypeOf(DateTimeOffset at, TSqlType type) =>
        type.Name == "datetime" && at.Year >= 1753 && at.Ticks % TimeSpan.TicksPerMillisecond == 0 && at.TimeOfDay < new TimeSpan(0, 23, 59, 59, 998)
            ? "datetime"
            : "datetime2(7)";

    private static string Format(DateTimeOffset at, string format) => at.ToString(format, CultureInfo.InvariantCulture);
}
