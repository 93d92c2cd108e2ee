using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads <c>lookup, on, column</c> of a section that may have more.</summary>
internal static class LookupReader
{
    public static Lookup? Read(Section section)
    {
        var table = section.Required("lookup", Names.Table, "lookup: dbo.Stores");
        var on = section.Required("on", JoinReader.Read, "on: StoreId");
        var column = section.Required("column", Names.Column, "column: Name");
        return table is null || on is null || column is null ? null : new Lookup(table, on, column);
    }
}
