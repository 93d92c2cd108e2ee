using System.Globalization;

namespace Outbox.Stores.Sqlite;

/// <summary>Times as the outbox keeps them on SQLite: UTC text with milliseconds.</summary>
internal static class SqliteTime
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.fff'Z'";

    /// <summary>The text of a UTC time.</summary>
    public static string Write(DateTime utc) => utc.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The time of a text.</summary>
    public static DateTime Read(string text) => DateTime.ParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>The time of a text; null for null.</summary>
    public static DateTime? ReadOrNull(string? text) => text is null ? null : Read(text);
}
