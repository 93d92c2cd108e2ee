using Outbox.Mapping.Codes;

namespace Outbox.Cli.Draft;

/// <summary>This machine's time zone.</summary>
internal static class LocalZone
{
    /// <summary>Its IANA id; UTC where it has none.</summary>
    public static string Id
    {
        get
        {
            var local = TimeZoneInfo.Local;
            if (local.BaseUtcOffset == TimeSpan.Zero && !local.SupportsDaylightSavingTime)
            {
                return "UTC";
            }

            if (Zone.IsKnown(local.Id))
            {
                return local.Id;
            }

            return TimeZoneInfo.TryConvertWindowsIdToIanaId(local.Id, out var iana) && Zone.IsKnown(iana) ? iana : "UTC";
        }
    }
}
