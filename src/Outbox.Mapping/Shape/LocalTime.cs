using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace Outbox.Mapping.Shape;

/// <summary>
/// Reads times as databases write them. A time without an offset is local to a zone: in a gap it moves forward by the
/// gap's length, in an overlap the earlier instant is meant (NodaTime's lenient rule, the same as java.time's).
/// </summary>
public static class LocalTime
{
    private static readonly string[] Plain =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd",
    ];

    private static readonly string[] WithOffset =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF zzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd HH:mmzzz",
    ];

    /// <summary>The zone of an IANA name; null where there is none.</summary>
    public static DateTimeZone? ZoneOf(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);

    /// <summary>The instant of a text; null where it is no time, or outside the years 1 to 9999 in UTC.</summary>
    public static DateTime? Read(string text, DateTimeZone zone)
    {
        var trimmed = text.Trim();
        if (trimmed.EndsWith('Z'))
        {
            return DateTime.TryParseExact(trimmed[..^1], Plain, CultureInfo.InvariantCulture, DateTimeStyles.None, out var utc)
                ? DateTime.SpecifyKind(utc, DateTimeKind.Utc)
                : null;
        }

        if (DateTime.TryParseExact(trimmed, Plain, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return Resolve(local, zone);
        }

        // DateTimeOffset refuses what leaves its range in UTC, so nothing here throws.
        return DateTimeOffset.TryParseExact(trimmed, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at.UtcDateTime
            : null;
    }

    /// <summary>Whether a text is a date or a time, whatever its zone.</summary>
    public static bool IsTime(string text) => Read(text, DateTimeZone.Utc) is not null;

    private static DateTime? Resolve(DateTime local, DateTimeZone zone)
    {
        if (zone.MinOffset == Offset.Zero && zone.MaxOffset == Offset.Zero)
        {
            return DateTime.SpecifyKind(local, DateTimeKind.Utc);
        }

        // No zone is a day away from UTC. Near the ends of the calendar NodaTime would throw.
        return local < Earliest || local > Latest
            ? null
            : zone.ResolveLocal(LocalDateTime.FromDateTime(local), Resolvers.LenientResolver).ToDateTimeUtc();
    }

    private static readonly DateTime Earliest = new(1, 1, 2);

    private static readonly DateTime Latest = new(9999, 12, 31);
}
