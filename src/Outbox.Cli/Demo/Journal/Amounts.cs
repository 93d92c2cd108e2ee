using System.Globalization;
using Outbox.Cli.Demo.Shop;

namespace Outbox.Cli.Demo.Journal;

/// <summary>Money and times as Customer.io must get them, by the demo's own arithmetic.</summary>
internal static class Amounts
{
    /// <summary>An amount in the currency's smallest unit; a half goes away from zero.</summary>
    public static long Cents(decimal amount, Currency currency)
    {
        var scaled = currency.Digits == 0 ? amount : amount * 100;
        var whole = decimal.Truncate(scaled);
        var rest = Math.Abs(scaled - whole);
        return (long)whole + (rest >= 0.5m ? Math.Sign(scaled) : 0);
    }

    /// <summary>ISO-8601 with milliseconds and Z.</summary>
    public static string Iso(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Whole seconds since 1970.</summary>
    public static long UnixSeconds(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
}
