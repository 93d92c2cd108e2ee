using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads <c>view: { name, on, columns }</c>.</summary>
internal static class ViewReader
{
    public static ViewReference? Read(Element element)
    {
        if (element.Section() is not { } section)
            return null;
        var name = section.Required("name", Names.Table, "name: reporting.OrderFacts");
        var on = section.Required("on", JoinReader.Read, "on: OrderId");
        var columns = section.Optional("columns", PropertyReader.ViewColumns) ?? [];
        section.Close();
        return name is null || on is null ? null : new ViewReference(name, on, columns);
    }
}
