using Outbox.Mapping.Model;

namespace Outbox.Mapping.Capture;

/// <summary>Which columns a trigger or a schedule must keep so that the row can be shaped later without it.</summary>
public static class CapturedColumns
{
    /// <summary>The columns of an event or schedule, in the order of the mapping, each once.</summary>
    public static IReadOnlyList<CapturedColumn> Of(MappedEvent mapped, Guests? guests)
    {
        var columns = mapped.Id.Select(Now)
            .Concat(OfPerson(mapped.Person, mapped.From.Name, guests))
            .Concat(mapped.OccurredAt is { } time ? [Now(time.Column)] : [])
            .Concat(mapped.Properties.SelectMany(OfProperty))
            .Concat(mapped.View is { } view ? view.On.Select(j => Now(j.Here)) : []);
        return Distinct(columns);
    }

    /// <summary>The columns of a feed.</summary>
    public static IReadOnlyList<CapturedColumn> Of(Feed feed, Guests? guests) => Distinct(
        OfPerson(feed.Person, feed.Table.Name, guests)
            .Prepend(Now(feed.Id))
            .Append(Now(feed.OccurredAt.Column))
            .Concat(feed.Properties is { } data ? [Now(data)] : []));

    /// <summary>The columns that tell whose row it is: none where the person's key is a column itself.</summary>
    public static IReadOnlyList<CapturedColumn> Of(PersonReference person) =>
        person is LookedUpPerson looked ? Distinct(looked.Lookup.On.Select(j => Now(j.Here))) : [];

    /// <summary>Whether rows of a table whose person column is null belong to guests.</summary>
    public static bool HasGuests(TableName table, ColumnReference column, Guests? guests) =>
        guests is not null
        && SameTable(guests.Table.Name, table)
        && string.Equals(guests.WhenNull.Name, column.Name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<CapturedColumn> OfPerson(PersonReference person, TableName table, Guests? guests) => person switch
    {
        DirectPerson direct when HasGuests(table, direct.Column, guests) => [Now(direct.Column), Now(guests!.Email)],
        DirectPerson direct => [Now(direct.Column)],
        LookedUpPerson looked => looked.Lookup.On.Select(j => Now(j.Here)),
        _ => [],
    };

    private static IEnumerable<CapturedColumn> OfProperty(Property property) => property switch
    {
        ColumnProperty column => OfConversion(column.Conversion).Prepend(new(column.Column.Name, column.Before)),
        LookupProperty lookup => lookup.Lookup.On.Select(j => Now(j.Here)),
        EachProperty each => each.On.Select(j => Now(j.Here)),
        _ => [],
    };

    /// <summary>The columns that a conversion reads beside the value.</summary>
    internal static IEnumerable<CapturedColumn> OfConversion(Conversion conversion)
    {
        if (conversion.Currency?.Column is { } currency)
        {
            yield return Now(currency);
        }

        if (conversion.Region?.Column is { } region)
        {
            yield return Now(region);
        }
    }

    private static bool SameTable(TableName a, TableName b) =>
        string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase)
        && string.Equals(a.Schema ?? "dbo", b.Schema ?? "dbo", StringComparison.OrdinalIgnoreCase);

    private static CapturedColumn Now(ColumnReference column) => new(column.Name, Before: false);

    private static IReadOnlyList<CapturedColumn> Distinct(IEnumerable<CapturedColumn> columns) =>
        [.. columns.DistinctBy(c => c.Key, StringComparer.OrdinalIgnoreCase)];
}
