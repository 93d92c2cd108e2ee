using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads <c>where</c> and <c>holds</c>.</summary>
internal static class FilterReader
{
    /// <summary><c>{ COLUMN: test, … }</c></summary>
    public static IReadOnlyList<Filter>? ReadWhere(Element element)
    {
        var filters = new List<Filter>();
        foreach (var entry in element.Entries() ?? [])
        {
            var column = Names.KeyColumn(entry);
            var test = ValueTests.Read(entry);
            if (column is not null && test is not null)
                filters.Add(new Filter(column, test));
        }

        return filters;
    }

    /// <summary><c>{ column: …, is: test }</c></summary>
    public static Filter? ReadHolds(Element element)
    {
        if (element.Section() is not { } section)
            return null;
        var column = section.Required("column", Names.Column, "column: CompletedAt");
        var test = section.Required("is", ValueTests.Read, "is: not_null");
        section.Close();
        return column is null || test is null ? null : new Filter(column, test);
    }
}
