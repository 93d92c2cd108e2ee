using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Walk;

/// <summary>A column of a table that the mapping reads.</summary>
internal sealed record ColumnUse(TableReference Table, ColumnReference Column, string Path);

/// <summary>Goes through all columns that the mapping names.</summary>
internal static class ColumnWalk
{
    public static IEnumerable<ColumnUse> All(MappingDocument mapping) =>
    [
        .. OfPeople(mapping.People),
        .. ObjectWalk.Columns(mapping),
        .. PersonWalk.All(mapping).Select(p => new ColumnUse(p.Table, p.Column, p.Path)),
        .. TestWalk.All(mapping).Select(t => new ColumnUse(t.Table, t.Column, t.Path)),
        .. EventWalk.Events(mapping).SelectMany(e => Conditions.Columns(e.Event.When).Select(c => new ColumnUse(e.Event.Table, c, $"{e.Path}.when"))),
        .. EventWalk.Mapped(mapping).SelectMany(OfEvent),
        .. EventWalk.Feeds(mapping).SelectMany(OfFeed),
        .. JoinWalk.All(mapping).SelectMany(OfJoin),
        .. PropertyWalk.All(mapping).SelectMany(OfProperty),
    ];

    private static IEnumerable<ColumnUse> OfPeople(People people)
    {
        yield return new ColumnUse(people.Table, people.Id, "people.id");
        if (people.Guests is not { } guests)
            yield break;
        yield return new ColumnUse(guests.Table, guests.WhenNull, "people.guests.when_null");
        yield return new ColumnUse(guests.Table, guests.Email, "people.guests.email");
    }

    private static IEnumerable<ColumnUse> OfEvent(EventUse<MappedEvent> use)
    {
        foreach (var id in IdColumns(use))
            yield return id;
        if (use.Event.OccurredAt is { } occurredAt)
            yield return new ColumnUse(use.Event.From, occurredAt.Column, $"{use.Path}.occurred_at");
    }

    /// <summary>The columns of an event's id.</summary>
    public static IEnumerable<ColumnUse> IdColumns(EventUse<MappedEvent> use) =>
        use.Event.Id.Select((column, i) => new ColumnUse(use.Event.From, column, $"{use.Path}.id[{i}]"));

    private static IEnumerable<ColumnUse> OfFeed(EventUse<Feed> use)
    {
        var feed = use.Event;
        yield return new ColumnUse(feed.Table, feed.NameColumn, $"{use.Path}.name");
        yield return new ColumnUse(feed.Table, feed.Id, $"{use.Path}.id");
        yield return new ColumnUse(feed.Table, feed.OccurredAt.Column, $"{use.Path}.occurred_at");
        if (feed.Properties is { } properties)
            yield return new ColumnUse(feed.Table, properties, $"{use.Path}.properties");
    }

    private static IEnumerable<ColumnUse> OfJoin(JoinUse use) => use.On.SelectMany(join => new[]
    {
        new ColumnUse(use.Here, join.Here, use.Path),
        new ColumnUse(use.There, join.There, use.Path),
    });

    private static IEnumerable<ColumnUse> OfProperty(PropertyUse use)
    {
        ColumnReference?[] columns = [use.Column, use.Conversion?.Currency?.Column, use.Conversion?.Region?.Column];
        return columns.OfType<ColumnReference>().Select(column => new ColumnUse(use.ValueTable, column, use.Path));
    }
}
