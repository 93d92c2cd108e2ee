using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Walk;

/// <summary>A table or view that the mapping names.</summary>
/// <param name="Table">The table.</param>
/// <param name="IsWatched">Whether its writes are captured, so that it takes triggers.</param>
/// <param name="Path">The place by keys.</param>
internal sealed record TableUse(TableReference Table, bool IsWatched, string Path);

/// <summary>Goes through all tables and views that the mapping names.</summary>
internal static class TableWalk
{
    public static IEnumerable<TableUse> All(MappingDocument mapping)
    {
        var people = mapping.People;
        return
        [
            new TableUse(people.Table, true, "people.table"),
            .. people.Guests is { } guests ? [new TableUse(guests.Table, true, "people.guests.table")] : Enumerable.Empty<TableUse>(),
            .. people.TouchedBy.Select((t, i) => new TableUse(t.Table, true, $"people.touched_by[{i}].table")),
            .. people.Refresh is { } refresh ? [new TableUse(refresh.View, false, "people.refresh.view")] : Enumerable.Empty<TableUse>(),
            .. EventWalk.Events(mapping).Select(e => new TableUse(e.Event.Table, true, $"{e.Path}.table")),
            .. EventWalk.Schedules(mapping).Select(s => new TableUse(s.Event.Source, false, $"{s.Path}.view")),
            .. EventWalk.Feeds(mapping).Select(f => new TableUse(f.Event.Table, true, $"{f.Path}.table")),
            .. ObjectWalk.Tables(mapping),
            .. JoinWalk.All(mapping).Select(j => new TableUse(j.There, false, j.Path)),
        ];
    }
}
