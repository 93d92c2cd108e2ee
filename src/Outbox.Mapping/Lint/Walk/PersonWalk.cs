using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Walk;

/// <summary>A person reference and the table of the row that it is resolved from.</summary>
internal sealed record PersonUse(PersonReference Person, TableReference Row, string Path)
{
    /// <summary>The column that holds the person's key.</summary>
    public ColumnReference Column => Person switch
    {
        DirectPerson direct => direct.Column,
        LookedUpPerson lookedUp => lookedUp.Lookup.Column,
        _ => throw new InvalidOperationException($"A person reference of an unknown kind: {Person.GetType().Name}."),
    };

    /// <summary>Its table.</summary>
    public TableReference Table => Person is LookedUpPerson lookedUp ? lookedUp.Lookup.Table : Row;
}

/// <summary>Goes through all places that tell a person.</summary>
internal static class PersonWalk
{
    public static IEnumerable<PersonUse> All(MappingDocument mapping) =>
    [
        .. mapping.People.TouchedBy.Select((t, i) => new PersonUse(t.Person, t.Table, $"people.touched_by[{i}].person")),
        .. mapping.People.Refresh is { } refresh
            ? [new PersonUse(new DirectPerson(refresh.Person), refresh.View, "people.refresh.person")]
            : Enumerable.Empty<PersonUse>(),
        .. EventWalk.Mapped(mapping).Select(e => new PersonUse(e.Event.Person, e.Event.From, $"{e.Path}.person")),
        .. ObjectWalk.Relations(mapping).Select(r => new PersonUse(new DirectPerson(r.Relation.Person), r.Relation.Table, $"{r.Path}.person")),
        .. EventWalk.Feeds(mapping).Select(f => new PersonUse(f.Event.Person, f.Event.Table, $"{f.Path}.person")),
    ];
}
