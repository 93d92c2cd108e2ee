using PhoneNumbers;

namespace Outbox.Mapping.Codes;

/// <summary>The ISO 3166 two-letter regions whose phone numbers can be read.</summary>
public static class Region
{
    /// <summary>All codes.</summary>
    public static IEnumerable<string> Codes => PhoneNumberUtil.GetInstance().GetSupportedRegions();

    /// <summary>Whether the code, in upper case, is one of them.</summary>
    public static bool IsKnown(string code) => PhoneNumberUtil.GetInstance().GetSupportedRegions().Contains(code);
}
