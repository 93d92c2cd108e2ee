using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Walk;

/// <summary>An <c>on</c> and its two sides.</summary>
/// <param name="Here">The table of the row at hand.</param>
/// <param name="There">The other table or view.</param>
/// <param name="On">What must match.</param>
/// <param name="MatchesOne">Whether one row at most may match.</param>
/// <param name="Path">The place by keys.</param>
internal sealed record JoinUse(TableReference Here, TableReference There, IReadOnlyList<Join> On, bool MatchesOne, string Path);

/// <summary>Goes through all lookups, lists and views.</summary>
internal static class JoinWalk
{
    public static IEnumerable<JoinUse> All(MappingDocument mapping) =>
    [
        .. OfView(mapping.People.View, mapping.People.Table, "people"),
        .. mapping.Objects.SelectMany(o => OfView(o.View, o.Table, $"objects.{o.Name}")),
        .. PersonWalk.All(mapping).SelectMany(OfPerson),
        .. PropertyWalk.All(mapping).SelectMany(OfProperty),
        .. EventWalk.Mapped(mapping).SelectMany(e => OfView(e.Event.View, e.Event.From, e.Path)),
    ];

    private static IEnumerable<JoinUse> OfView(ViewReference? view, TableReference here, string path) =>
        view is null ? [] : [new JoinUse(here, view.View, view.On, true, $"{path}.view.on")];

    private static IEnumerable<JoinUse> OfPerson(PersonUse use) =>
        use.Person is LookedUpPerson person ? [new JoinUse(use.Row, person.Lookup.Table, person.Lookup.On, true, $"{use.Path}.on")] : [];

    private static IEnumerable<JoinUse> OfProperty(PropertyUse use) => use.Property switch
    {
        LookupProperty lookup => [new JoinUse(use.Row, lookup.Lookup.Table, lookup.Lookup.On, true, $"{use.Path}.on")],
        EachProperty each => [new JoinUse(use.Row, each.Table, each.On, false, $"{use.Path}.on")],
        _ => [],
    };
}
