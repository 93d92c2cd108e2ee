using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads <c>on</c>: one column of the same name on both sides, or <c>{ Here: There, … }</c>.</summary>
internal static class JoinReader
{
    public static IReadOnlyList<Join>? Read(Element element)
    {
        if (element.IsScalar)
            return Names.Column(element) is { } same ? [new Join(same, same)] : null;
        if (element.Entries() is not { Count: > 0 } entries)
            return null;
        var joins = new List<Join>();
        foreach (var entry in entries)
        {
            var here = Names.KeyColumn(entry);
            var there = Names.Column(entry);
            if (here is not null && there is not null)
                joins.Add(new Join(here, there));
        }

        return joins.Count == entries.Count ? joins : null;
    }
}
