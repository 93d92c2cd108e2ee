using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads <c>occurred_at</c>: a column, or <c>{ column, zone }</c>.</summary>
internal static class OccurredAtReader
{
    public static OccurredAt? Read(Element element)
    {
        if (element.IsScalar)
            return Names.Column(element) is { } lone ? new OccurredAt(lone, null) : null;
        if (element.Section() is not { } section)
            return null;
        var column = section.Required("column", Names.Column, "column: CompletedAt");
        var zone = section.Optional("zone", Zones.Read);
        section.Close();
        return column is null ? null : new OccurredAt(column, zone);
    }
}
