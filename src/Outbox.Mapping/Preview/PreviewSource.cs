using Outbox.Mapping.Model;

namespace Outbox.Mapping.Preview;

/// <summary>Something whose rows can be shown as they would be sent: an event type, or the people.</summary>
/// <param name="CapturedBy">The part of the mapping, as the outbox names it.</param>
/// <param name="Table">The table or view of its rows.</param>
/// <param name="KeyColumns">The columns that tell one row from the next, in order.</param>
/// <param name="Time">The column that says when it happened; null where there is none.</param>
/// <param name="Type">The event type; null for the people.</param>
public sealed record PreviewSource(
    string CapturedBy, TableName Table, IReadOnlyList<string> KeyColumns, string? Time, EventType? Type)
{
    /// <summary>The name of the source that is the people table.</summary>
    public const string People = "people";

    /// <summary>Whether today's rows can show it: what happens to a row as it goes leaves none.</summary>
    public bool HasRows => Type is not TableEvent mapped || mapped.Holds is not null || LeavesARow(mapped.When);

    /// <summary>Whether some of its values are those before a write, which no row has any more.</summary>
    public bool NeedsTheRowBefore =>
        Type is MappedEvent mapped && mapped.Properties.OfType<ColumnProperty>().Any(property => property.Before);

    /// <summary>Everything that a mapping has of it, the people last.</summary>
    public static IReadOnlyList<PreviewSource> Of(MappingDocument mapping) =>
    [
        .. mapping.MappedEvents.Select(e => new PreviewSource(
            e.CapturedBy, e.From.Name, [.. e.Id.Select(c => c.Name)], e.OccurredAt?.Column.Name, e)),
        .. mapping.Feeds.Select(f => new PreviewSource(f.CapturedBy, f.Table.Name, [f.Id.Name], f.OccurredAt.Column.Name, f)),
        new PreviewSource(People, mapping.People.Table.Name, [mapping.People.Id.Name], null, null),
    ];

    /// <summary>The names under which it can be asked for.</summary>
    public IEnumerable<string> Names => Type is Feed feed ? [CapturedBy, feed.Table.Name.ToString(), feed.Table.Name.Name] : [CapturedBy];

    private static bool LeavesARow(Condition condition) => condition switch
    {
        Deleted => false,
        AllOf all => all.Conditions.All(LeavesARow),
        AnyOf any => any.Conditions.Any(LeavesARow),
        _ => true,
    };
}
