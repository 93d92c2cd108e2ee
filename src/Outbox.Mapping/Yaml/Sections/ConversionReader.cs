using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads <c>as, currency, region, zone</c> of a section that may have more.</summary>
internal static class ConversionReader
{
    // Stands for a code that has its finding, so that no rule says it is missing.
    private static readonly CodeSource Unreadable = new(null, null);

    public static Conversion Read(Section section) => new(
        section.Optional("as", Words.Conversion, ConversionKind.Auto),
        section.Optional("currency", e => CodeSources.OfCurrency(e) ?? Unreadable),
        section.Optional("region", e => CodeSources.OfRegion(e) ?? Unreadable),
        section.Optional("zone", Zones.Read));
}
