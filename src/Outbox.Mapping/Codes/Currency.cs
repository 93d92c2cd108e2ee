using System.Collections.Frozen;

namespace Outbox.Mapping.Codes;

/// <summary>The currencies of ISO 4217 and the digits of their smallest units.</summary>
public static class Currency
{
    // ISO 4217 list one (2026), without funds codes, metals and test codes. Two digits unless listed apart.
    private const string TwoDigits = """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC
        CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR
        JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD
        NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN
        SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
        """;

    private const string NoDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    private const string ThreeDigits = "BHD IQD JOD KWD LYD OMR TND";

    private static readonly FrozenDictionary<string, int> Digits =
        Split(TwoDigits, 2).Concat(Split(NoDigits, 0)).Concat(Split(ThreeDigits, 3)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All codes.</summary>
    public static IEnumerable<string> Codes => Digits.Keys;

    /// <summary>Whether ISO 4217 has this code, in upper case.</summary>
    public static bool IsKnown(string code) => Digits.ContainsKey(code);

    /// <summary>The decimal digits of the smallest unit: 0, 2 or 3; null for an unknown code.</summary>
    /// <param name="code">In upper case.</param>
    public static int? DigitsOf(string code) => Digits.TryGetValue(code, out var digits) ? digits : null;

    private static IEnumerable<KeyValuePair<string, int>> Split(string codes, int digits) =>
        codes.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(code => KeyValuePair.Create(code, digits));
}
