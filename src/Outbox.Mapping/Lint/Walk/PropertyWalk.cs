using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Walk;

/// <summary>Goes through all attributes and properties, items' and views' columns included.</summary>
internal static class PropertyWalk
{
    public static IEnumerable<PropertyUse> All(MappingDocument mapping)
    {
        var people = mapping.People;
        var attributes = people.Attributes.Select(p => new PropertyUse(p, PropertyPlace.Attribute, people.Table, $"people.attributes.{p.Name}"));
        return
        [
            .. attributes,
            .. OfView(people.View, PropertyPlace.Attribute, "people"),
            .. mapping.Objects.SelectMany(OfObject),
            .. EventWalk.Mapped(mapping).SelectMany(OfEvent),
        ];
    }

    private static IEnumerable<PropertyUse> OfObject(MappedObject mapped) =>
    [
        .. mapped.Attributes.Select(p => new PropertyUse(p, PropertyPlace.ObjectAttribute, mapped.Table, $"objects.{mapped.Name}.attributes.{p.Name}")),
        .. OfView(mapped.View, PropertyPlace.ObjectAttribute, $"objects.{mapped.Name}"),
    ];

    private static IEnumerable<PropertyUse> OfEvent(EventUse<MappedEvent> use)
    {
        foreach (var property in use.Event.Properties)
        {
            var path = $"{use.Path}.properties.{property.Name}";
            yield return new PropertyUse(property, PropertyPlace.EventData, use.Event.From, path);
            if (property is not EachProperty each)
                continue;
            foreach (var item in each.Properties)
                yield return new PropertyUse(item, PropertyPlace.Item, each.Table, $"{path}.properties.{item.Name}");
        }

        foreach (var column in OfView(use.Event.View, PropertyPlace.EventData, use.Path))
            yield return column;
    }

    private static IEnumerable<PropertyUse> OfView(ViewReference? view, PropertyPlace place, string path) =>
        view is null ? [] : view.Columns.Select(p => new PropertyUse(p, place, view.View, $"{path}.view.columns.{p.Name}", IsOfView: true));
}
