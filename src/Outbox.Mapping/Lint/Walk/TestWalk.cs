using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Walk;

/// <summary>A test of a column's value.</summary>
internal sealed record TestUse(TableReference Table, ColumnReference Column, ValueTest Test, string Path);

/// <summary>Goes through all tests of values: <c>where</c>, <c>holds</c>, <c>when</c>.</summary>
internal static class TestWalk
{
    public static IEnumerable<TestUse> All(MappingDocument mapping)
    {
        var people = mapping.People;
        return
        [
            .. people.Where.Select(f => new TestUse(people.Table, f.Column, f.Test, $"people.where.{f.Column.Name}")),
            .. people.Deleted is { } deleted ? OfCondition(deleted.When, people.Table, "people.deleted.when") : [],
            .. mapping.Objects.SelectMany(o => o.Where.Select(f => new TestUse(o.Table, f.Column, f.Test, $"objects.{o.Name}.where.{f.Column.Name}"))),
            .. EventWalk.Events(mapping).SelectMany(OfEvent),
        ];
    }

    private static IEnumerable<TestUse> OfEvent(EventUse<TableEvent> use)
    {
        var table = use.Event.Table;
        return
        [
            .. OfCondition(use.Event.When, table, $"{use.Path}.when"),
            .. use.Event.Where.Select(f => new TestUse(table, f.Column, f.Test, $"{use.Path}.where.{f.Column.Name}")),
            .. use.Event.Holds is { } holds ? [new TestUse(table, holds.Column, holds.Test, $"{use.Path}.holds")] : Enumerable.Empty<TestUse>(),
        ];
    }

    private static IEnumerable<TestUse> OfCondition(Condition condition, TableReference table, string path)
    {
        foreach (var part in Conditions.Leaves(condition).OfType<Becomes>())
        {
            yield return new TestUse(table, part.Column, part.To, path);
            if (part.From is { } from)
                yield return new TestUse(table, part.Column, from, path);
        }
    }
}
