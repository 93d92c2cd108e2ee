using System.Globalization;

namespace Outbox.Core.Events;

/// <summary>
/// The one text form that an id column has on every engine and in C#, so that an event id made by a trigger
/// equals the one made anywhere else. <c>tests/vectors/event-ids.json</c> holds all of them to it.
/// </summary>
public static class CanonicalText
{
    /// <summary>
    /// Stands for SQL NULL. No value can produce it, since <see cref="Of(string)"/> escapes every <c>%</c>.
    /// Lint refuses nullable id columns; this keeps a trigger total where one turns up all the same.
    /// </summary>
    public const string Null = "%00";

    /// <summary>Decimal digits, a leading <c>-</c> where negative, no grouping.</summary>
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>1</c> or <c>0</c>, as a SQL Server <c>bit</c> converts to text.</summary>
    public static string Of(bool value) => value ? "1" : "0";

    /// <summary><c>yyyy-MM-dd</c>.</summary>
    public static string Of(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// <c>yyyy-MM-ddTHH:mm:ss.fff</c>, cut (not rounded) to milliseconds: cutting cannot overflow at the end of the
    /// type. The colons stay: a time has a fixed length, so they cannot be confused with a part's end.
    /// </summary>
    public static string Of(DateTime value) => value.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>The instant in UTC, in the form of <see cref="Of(DateTime)"/>.</summary>
    public static string Of(DateTimeOffset value) => Of(value.UtcDateTime);

    /// <summary>Lower case with hyphens, without braces.</summary>
    public static string Of(Guid value) => value.ToString("D");

    /// <summary>
    /// Trailing spaces removed (SQL Server compares without them), then <c>%</c> as <c>%25</c> and <c>:</c> as
    /// <c>%3A</c>, so that <c>a:b</c>, <c>c</c> and <c>a</c>, <c>b:c</c> stay apart.
    /// </summary>
    public static string Of(string value) => value
        .TrimEnd(' ')
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace(":", "%3A", StringComparison.Ordinal);
}
