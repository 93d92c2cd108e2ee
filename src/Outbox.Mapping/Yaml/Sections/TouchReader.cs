using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads <c>touched_by</c>.</summary>
internal static class TouchReader
{
    public static IReadOnlyList<TouchSource>? ReadAll(Element element)
    {
        var sources = new List<TouchSource>();
        foreach (var item in element.Items() ?? [])
        {
            if (item.Section() is not { } section)
                continue;
            var table = section.Required("table", Names.Table, "table: dbo.Orders");
            var person = section.Required("person", PersonReader.Read, "person: CustomerId");
            section.Close();
            if (table is null || person is null)
                continue;
            sources.Add(new TouchSource(table, person, NameOf(table, sources), item.At));
        }

        return sources;
    }

    private static string NameOf(TableReference table, List<TouchSource> before)
    {
        var entries = before.Count(s => string.Equals(s.Table.Name.ToString(), table.Name.ToString(), StringComparison.OrdinalIgnoreCase));
        var name = $"touched_by:{table.Name}";
        return entries == 0 ? name : $"{name}#{entries + 1}";
    }
}
