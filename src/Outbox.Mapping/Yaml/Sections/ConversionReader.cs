using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads <c>as, currency, region, zone</c> of a section that may have more.</summary>
internal static class ConversionReader
{
    public static Conversion Read(Section section) => new(
        section.Optional("as", Words.Conversion, ConversionKind.Auto),
        section.Optional("currency", CodeSources.OfCurrency),
        section.Optional("region", CodeSources.OfRegion),
        section.Optional("zone", Zones.Read));
}
