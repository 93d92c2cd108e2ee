namespace Outbox.Mapping.Model;

/// <summary>The names that a part of the mapping takes from the database, and where the file has them.</summary>
public static class PartReferences
{
    /// <summary>The line that names what is lacking.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="part">What its rows are captured by, or <c>people.attributes</c>.</param>
    /// <param name="subject">The table or column as the engine names it; null where it names none.</param>
    /// <returns>The part's own line where the file does not name the subject; null where the mapping has no such part.</returns>
    public static int? LineOf(MappingDocument mapping, string part, string? subject)
    {
        if (Of(mapping, part) is not { } found)
        {
            return null;
        }

        // "no such column: t.City", "main.Stores": the last piece is what the mapping has.
        var name = subject?[(subject.LastIndexOf('.') + 1)..].Trim('[', ']', '"');
        var named = found.Names.FirstOrDefault(n => string.Equals(n.Name, name, StringComparison.OrdinalIgnoreCase));
        return named.Name is null ? found.At.Line : named.At.Line;
    }

    private static (Position At, IEnumerable<(string Name, Position At)> Names)? Of(MappingDocument mapping, string part)
    {
        var people = mapping.People;
        if (mapping.MappedEvents.FirstOrDefault(e => e.CapturedBy == part) is { } mapped)
        {
            return (mapped.At, Table(mapped.From).Concat(Person(mapped.Person)).Concat(Properties(mapped.Properties)).Concat(View(mapped.View)));
        }

        if (mapping.Feeds.FirstOrDefault(f => f.CapturedBy == part) is { } feed)
        {
            return (feed.At, Table(feed.Table).Concat(Person(feed.Person)));
        }

        if (people.TouchedBy.FirstOrDefault(t => t.CapturedBy == part) is { } touch)
        {
            return (touch.At, Table(touch.Table).Concat(Person(touch.Person)));
        }

        if (mapping.Objects.FirstOrDefault(o => o.CapturedBy == part) is { } thing)
        {
            return (thing.At, Table(thing.Table).Append((thing.Id.Name, thing.Id.At)).Concat(Properties(thing.Attributes)).Concat(View(thing.View)));
        }

        if (mapping.Relations.FirstOrDefault(r => r.Relation.CapturedBy == part) is { Relation: { } relation })
        {
            return (relation.At, Properties([relation.Now]));
        }

        return part == "people.attributes"
            ? (people.At, Table(people.Table)
                .Append((people.Id.Name, people.Id.At))
                .Concat(people.Where.Select(f => (f.Column.Name, f.Column.At)))
                .Concat(people.Deleted is { } deleted ? [(deleted.When.Column.Name, deleted.When.Column.At)] : [])
                .Concat(Properties(people.Attributes))
                .Concat(View(people.View)))
            : null;
    }

    private static IEnumerable<(string Name, Position At)> Table(TableReference table) => [(table.Name.Name, table.At)];

    private static IEnumerable<(string Name, Position At)> Person(PersonReference person) => person is LookedUpPerson looked ? Lookup(looked.Lookup) : [];

    private static IEnumerable<(string Name, Position At)> View(ViewReference? view) => view is null
        ? []
        : Table(view.View).Concat(On(view.On)).Concat(Properties(view.Columns));

    private static IEnumerable<(string Name, Position At)> Lookup(Lookup lookup) =>
        Table(lookup.Table).Append((lookup.Column.Name, lookup.Column.At)).Concat(On(lookup.On));

    private static IEnumerable<(string Name, Position At)> On(IEnumerable<Join> on) => on.Select(j => (j.There.Name, j.There.At));

    private static IEnumerable<(string Name, Position At)> Codes(Conversion conversion) =>
        new[] { conversion.Currency?.Column, conversion.Region?.Column }.OfType<ColumnReference>().Select(c => (c.Name, c.At));

    private static IEnumerable<(string Name, Position At)> Properties(IEnumerable<Property> properties) => properties.SelectMany(p => p switch
    {
        ColumnProperty column => Codes(column.Conversion).Prepend((column.Column.Name, column.Column.At)),
        LookupProperty lookup => Lookup(lookup.Lookup).Concat(Codes(lookup.Conversion)),
        EachProperty each => Table(each.Table).Concat(On(each.On)).Concat(Properties(each.Properties)),
        _ => Enumerable.Empty<(string, Position)>(),
    });
}
