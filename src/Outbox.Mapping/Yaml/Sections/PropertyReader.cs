using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Values;

namespace Outbox.Mapping.Yaml.Sections;

/// <summary>Reads <c>attributes</c> and <c>properties</c>.</summary>
internal static class PropertyReader
{
    /// <summary>A person's attributes: columns and lookups.</summary>
    public static IReadOnlyList<Property>? Attributes(Element element) => ReadAll(element, Lone);

    /// <summary>An event's properties: values before the write and lists of rows as well.</summary>
    public static IReadOnlyList<Property>? EventData(Element element) => ReadAll(element, OfEvent);

    /// <summary>Conversions of a view's columns; the name is the column.</summary>
    public static IReadOnlyList<Property>? ViewColumns(Element element) => ReadAll(element, OfView);

    private static IReadOnlyList<Property>? ReadAll(Element element, Func<Element, Property?> read) =>
        element.Entries() is { } entries ? [.. entries.Select(read).OfType<Property>()] : null;

    private static Property? OfEvent(Element entry)
    {
        if (entry.IsScalar)
            return Lone(entry);
        if (entry.Section() is not { } section)
            return null;
        var property = section.Has("each") ? Each(entry, section) : Value(entry, section, allowBefore: true);
        section.Close();
        return property;
    }

    private static Property? Lone(Element entry)
    {
        if (entry.IsScalar)
            return Names.Column(entry) is { } column ? new ColumnProperty(entry.Name, column, Conversion.Auto, false, entry.KeyAt) : null;
        if (entry.Section() is not { } section)
            return null;
        var property = Value(entry, section, allowBefore: false);
        section.Close();
        return property;
    }

    private static ColumnProperty? OfView(Element entry)
    {
        if (entry.Section() is not { } section)
            return null;
        var column = Names.KeyColumn(entry);
        var conversion = ConversionReader.Read(section);
        section.Close();
        return column is null ? null : new ColumnProperty(entry.Name, column, conversion, false, entry.KeyAt);
    }

    private static Property? Value(Element entry, Section section, bool allowBefore)
    {
        if (section.Has("lookup"))
        {
            var lookup = LookupReader.Read(section);
            var converted = ConversionReader.Read(section);
            return lookup is null ? null : new LookupProperty(entry.Name, lookup, converted, entry.KeyAt);
        }

        var column = section.Required("column", Names.Column, "column: Total");
        var conversion = ConversionReader.Read(section);
        var before = allowBefore && section.Optional("before", Words.Flag, false);
        return column is null ? null : new ColumnProperty(entry.Name, column, conversion, before, entry.KeyAt);
    }

    private static EachProperty? Each(Element entry, Section section)
    {
        var table = section.Required("each", Names.Table, "each: dbo.OrderLines");
        var on = section.Required("on", JoinReader.Read, "on: OrderId");
        var properties = section.Required("properties", Attributes, "properties: { sku: Sku }");
        return table is null || on is null || properties is null
            ? null
            : new EachProperty(entry.Name, table, on, properties, entry.KeyAt);
    }
}
