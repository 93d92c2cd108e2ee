namespace Outbox.Mapping.Model;

/// <summary>The tables and views that a mapping names.</summary>
public static class MappedTables
{
    /// <summary>Every reference, in the order of the model; a table may come more than once.</summary>
    public static IEnumerable<TableReference> Of(MappingDocument mapping)
    {
        var people = mapping.People;
        return OfProperties(people.Attributes)
            .Prepend(people.Table)
            .Concat(people.View is { } view ? [view.View] : [])
            .Concat(people.TouchedBy.SelectMany(t => OfPerson(t.Person).Prepend(t.Table)))
            .Concat(people.Refresh is { } refresh ? [refresh.View] : [])
            .Concat(people.Guests is { } guests ? [guests.Table] : [])
            .Concat(mapping.MappedEvents.SelectMany(e => OfProperties(e.Properties)
                .Prepend(e.From)
                .Concat(OfPerson(e.Person))
                .Concat(e.View is { } v ? [v.View] : [])))
            .Concat(mapping.Feeds.SelectMany(f => OfPerson(f.Person).Prepend(f.Table)))
            .Concat(mapping.Objects.SelectMany(o => OfProperties(o.Attributes)
                .Prepend(o.Table)
                .Concat(o.View is { } v ? [v.View] : [])
                .Concat(o.TouchedBy.Select(t => t.Table))
                .Concat(o.People.SelectMany(r => r.View is { } now ? [r.Table, now] : new[] { r.Table }))));
    }

    private static IEnumerable<TableReference> OfPerson(PersonReference person) =>
        person is LookedUpPerson looked ? [looked.Lookup.Table] : [];

    private static IEnumerable<TableReference> OfProperties(IEnumerable<Property> properties) => properties.SelectMany(p => p switch
    {
        LookupProperty lookup => [lookup.Lookup.Table],
        EachProperty each => OfProperties(each.Properties).Prepend(each.Table),
        _ => Enumerable.Empty<TableReference>(),
    });
}
