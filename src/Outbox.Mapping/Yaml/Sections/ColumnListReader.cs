using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads a column or a list of different columns.</summary>
internal static class ColumnListReader
{
    public static IReadOnlyList<ColumnReference>? Read(Element element)
    {
        if (element.OneOrMore() is not { Count: > 0 } items)
            return null;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var columns = new List<ColumnReference>();
        foreach (var item in items)
        {
            if (Names.Column(item) is not { } column)
                continue;
            if (seen.Add(column.Name))
                columns.Add(column);
            else
                item.Report(LintCodes.BadValue, $"The column {column.Name.Quoted()} stands in the list twice.", "Take one of the two out.");
        }

        return columns.Count == items.Count ? columns : null;
    }
}
