using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads an entry of <c>objects</c>.</summary>
internal static class ObjectReader
{
    public static MappedObject? Read(Element entry)
    {
        if (entry.Section() is not { } section)
            return null;
        var type = section.Required("type", Scalars.Text, "type: 1");
        var table = section.Required("table", Names.Table, "table: dbo.Products");
        var key = section.Required("id", e => PrefixedKey.Read(e, "ProductId"), "id: ProductId");
        var where = section.Optional("where", FilterReader.ReadWhere) ?? [];
        var attributes = section.Optional("attributes", PropertyReader.Attributes) ?? [];
        var view = section.Optional("view", ViewReader.Read);
        var touchedBy = section.Optional("touched_by", e => All(e, ReadTouch)) ?? [];
        var people = section.Optional("people", e => ReadPeople(entry.Name, e)) ?? [];
        section.Close();
        if (type is null || table is null || key is null)
            return null;
        return new MappedObject
        {
            Name = entry.Name,
            At = entry.KeyAt,
            Type = type,
            Table = table,
            Id = key.Column,
            Prefix = key.Prefix,
            Where = where,
            Attributes = attributes,
            View = view,
            TouchedBy = touchedBy,
            People = people,
        };
    }

    private static ObjectTouch? ReadTouch(Element item)
    {
        if (item.Section() is not { } section)
            return null;
        var table = section.Required("table", Names.Table, "table: dbo.PriceHistory");
        var column = section.Required("object", Names.Column, "object: ProductId");
        section.Close();
        return table is null || column is null ? null : new ObjectTouch(table, column);
    }

    private static IReadOnlyList<ObjectRelation> ReadPeople(string name, Element element)
    {
        var relations = new List<ObjectRelation>();
        foreach (var item in element.Items() ?? [])
        {
            if (item.Section() is not { } section)
                continue;
            var table = section.Required("table", Names.Table, "table: dbo.Wishlist");
            var view = section.Optional("view", Names.Table);
            var column = section.Required("object", Names.Column, "object: ProductId");
            var person = section.Required("person", Names.Column, "person: CustomerId");
            section.Close();
            if (table is null || column is null || person is null)
                continue;
            var before = relations.Count(r => string.Equals(r.Table.Name.ToString(), table.Name.ToString(), StringComparison.OrdinalIgnoreCase));
            var capturedBy = $"objects:{name}:{table.Name}{(before == 0 ? "" : $"#{before + 1}")}";
            relations.Add(new ObjectRelation(table, view, column, person, capturedBy, item.At));
        }

        return relations;
    }

    private static IReadOnlyList<T> All<T>(Element element, Func<Element, T?> read)
        where T : class => [.. (element.Items() ?? []).Select(read).OfType<T>()];
}
