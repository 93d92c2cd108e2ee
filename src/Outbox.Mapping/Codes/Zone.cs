using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;

namespace Outbox.Mapping.Codes;

/// <summary>The IANA time zones.</summary>
public static class Zone
{
    private static readonly FrozenSet<string> Known = DateTimeZoneProviders.Tzdb.Ids.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>All ids.</summary>
    public static IEnumerable<string> Ids => Known;

    /// <summary>Whether the IANA database has the id, in its own case. Bare offsets such as <c>UTC+5</c> are none.</summary>
    public static bool IsKnown(string id) => Known.Contains(id);

    /// <summary>The IANA id of a Windows zone such as <c>Eastern Standard Time</c>; null for anything else.</summary>
    public static string? OfWindows(string name) =>
        TzdbDateTimeZoneSource.Default.WindowsToTzdbIds.TryGetValue(name, out var id) ? id : null;
}
