using System.Globalization;

namespace Outbox.Cli.Demo.Shop;

/// <summary>A telephone number as somebody typed it, and what it is.</summary>
/// <param name="Typed">What the form took.</param>
/// <param name="Country">ISO 3166.</param>
/// <param name="E164">The number.</param>
internal sealed record Phone(string Typed, string Country, string E164)
{
    /// <summary>A number in one of the ranges that are kept for fiction.</summary>
    public static Phone? Any(Random random) => random.Next(6) switch
    {
        0 => null,
        1 => Of("020 7946 0{0}", "GB", "+442079460{0}", random),
        2 => Of("416-555-01{1}", "CA", "+141655501{1}", random),
        3 => Of("212.555.01{1}", "US", "+121255501{1}", random),
        4 => Of("+1 646 555 01{1}", "US", "+164655501{1}", random),
        _ => Of("(212) 555-01{1}", "US", "+121255501{1}", random),
    };

    private static Phone Of(string typed, string country, string e164, Random random)
    {
        var three = random.Next(100, 1000).ToString(CultureInfo.InvariantCulture);
        var two = random.Next(10, 100).ToString(CultureInfo.InvariantCulture);
        return new Phone(Fill(typed), country, Fill(e164));

        string Fill(string pattern) => string.Format(CultureInfo.InvariantCulture, pattern, three, two);
    }
}
