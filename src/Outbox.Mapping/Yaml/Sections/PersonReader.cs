using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads <c>person</c>: a column, or a lookup.</summary>
internal static class PersonReader
{
    public static PersonReference? Read(Element element)
    {
        if (element.IsScalar)
            return Names.Column(element) is { } column ? new DirectPerson(column) : null;
        if (element.Section() is not { } section)
            return null;
        var lookup = LookupReader.Read(section);
        section.Close();
        return lookup is null ? null : new LookedUpPerson(lookup, element.At);
    }
}
