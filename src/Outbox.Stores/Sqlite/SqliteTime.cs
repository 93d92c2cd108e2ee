using System.Globalization;

namespace Outbox.Stores.Sqlite;

/// <summary>Times as the outbox keeps them on SQLite: UTC text with milliseconds.</summary>
internal static class SqliteTime
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.fff'Z'";

    /// <summary>The text of a UTC time.</summary>
    public static string Write(DateTime utc) => utc.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The time of a text.</summary>
    /// <exception cref="FormatException">It is not one of ours.</exception>
    public static DateTime Read(string text) => text is [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', _, _, '.', _, _, _, 'Z']
        ? new DateTime(
            Number(text, 0, 4), Number(text, 5, 2), Number(text, 8, 2), Number(text, 11, 2), Number(text, 14, 2), Number(text, 17, 2), Number(text, 20, 3), DateTimeKind.Utc)
        : throw new FormatException($"'{text}' is no time of the outbox: {Format}.");

    /// <summary>The time of a text; null for null.</summary>
    public static DateTime? ReadOrNull(string? text) => text is null ? null : Read(text);

    // A format's parser would take a twelfth of what reading a row takes.
    private static int Number(string text, int from, int digits) =>
        int.Parse(text.AsSpan(from, digits), NumberStyles.None, CultureInfo.InvariantCulture);
}
