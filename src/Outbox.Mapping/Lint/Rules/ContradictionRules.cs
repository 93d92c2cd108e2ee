using System.Globalization;
using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Rules;

/// <summary>Conditions that no row and no write can meet.</summary>
internal static class ContradictionRules
{
    private const string Mend = "Change one of the two.";

    public static IEnumerable<Finding> WhenCanHappen(MappingDocument mapping) =>
        from use in EventWalk.Events(mapping)
        from way in Conditions.Ways(use.Event.When)
        let why = WhyNever(way)
        where why is not null
        select Finding.Error(LintCodes.Contradiction, way[^1].At, $"{use.Path}.when", $"{use.Event.Name.Quoted()} can never happen: {why}.", Mend);

    public static IEnumerable<Finding> WhereAgreesWithWhen(MappingDocument mapping) =>
        from use in EventWalk.Events(mapping)
        from filter in use.Event.Where
        let column = filter.Column
        where Conditions.Ways(use.Event.When).All(way => way.OfType<Becomes>().Any(b => Same(b.Column, column) && AreDisjoint(b.To, filter.Test)))
        select Finding.Error(
            LintCodes.Contradiction, column.At, $"{use.Path}.where.{column.Name}",
            $"`where` asks of {column.Name.Quoted()} what `when` rules out, so that {use.Event.Name.Quoted()} can never happen.", Mend);

    public static IEnumerable<Finding> HoldsAgreesWithTheRest(MappingDocument mapping) =>
        from use in EventWalk.Events(mapping)
        let holds = use.Event.Holds
        where holds is not null
        let why = WhyNeverHolds(use.Event, holds)
        where why is not null
        select Finding.Error(
            LintCodes.Contradiction, holds.Column.At, $"{use.Path}.holds", $"No row can show {use.Event.Name.Quoted()} as `holds` says: {why}.",
            "Name what today's row shows when the fact has happened, or take `holds` out.");

    public static IEnumerable<Finding> DeletedPeopleAreIncluded(MappingDocument mapping)
    {
        if (mapping.People.Deleted is not { When: var when })
            yield break;
        foreach (var filter in mapping.People.Where.Where(f => Same(f.Column, when.Column) && AreDisjoint(f.Test, when.To)))
        {
            yield return Finding.Error(
                LintCodes.Contradiction, filter.Column.At, $"people.where.{filter.Column.Name}",
                $"`where` leaves out the people that `deleted` looks for in {filter.Column.Name.Quoted()}, so that no deletion is seen.",
                "Take the column out of `where`: `deleted` says that they are gone.");
        }
    }

    private static string? WhyNever(IReadOnlyList<Condition> way)
    {
        var becomes = way.OfType<Becomes>().ToList();
        if (becomes.Find(b => b.From is { } from && CanOverlap(from, b.To)) is { } still)
            return $"{still.Column.Name.Quoted()} would become what it was";
        if (way.Any(c => c is Inserted) && way.Any(c => c is Deleted))
            return "a write cannot insert and delete a row at once";
        if (way.Any(c => c is Inserted) && way.Any(c => c is Changed or Becomes { From: not null }))
            return "an inserted row has no value before";
        if (way.Any(c => c is Deleted) && way.Any(c => c is Changed or Becomes))
            return "a deleted row has no value after";
        return becomes.Any(a => becomes.Any(b => Same(a.Column, b.Column) && AreDisjoint(a.To, b.To)))
            ? "one column would have to become two values"
            : null;
    }

    private static string? WhyNeverHolds(TableEvent e, Filter holds)
    {
        if (Conditions.Leaves(e.When).All(c => c is Deleted))
            return "a deleted row is not there any more";
        if (e.Where.Any(f => Same(f.Column, holds.Column) && AreDisjoint(f.Test, holds.Test)))
            return "`where` asks the opposite";
        return Conditions.Ways(e.When).All(way => way.OfType<Becomes>().Any(b => Same(b.Column, holds.Column) && AreDisjoint(b.To, holds.Test)))
            ? "`when` asks the opposite"
            : null;
    }

    private static bool Same(ColumnReference a, ColumnReference b) => string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);

    // A value may lie in both: a no-op write of it would be the fact.
    private static bool CanOverlap(ValueTest a, ValueTest b) => (a, b) switch
    {
        (IsOneOf x, IsOneOf y) => x.Values.Any(v => y.Values.Any(w => AreEqual(v, w))),
        (IsOneOf, IsNotNull) or (IsNotNull, IsOneOf) => false,
        _ => a.GetType() == b.GetType(),
    };

    private static bool AreDisjoint(ValueTest a, ValueTest b) => (a, b) switch
    {
        (IsNull, IsNull) => false,
        (IsNull, _) or (_, IsNull) => true,
        (IsOneOf x, IsOneOf y) => !x.Values.Any(v => y.Values.Any(w => AreEqual(v, w))),
        _ => false,
    };

    // As a database may compare: without regard to case, 1 and 1.0 and '1' alike.
    private static bool AreEqual(Literal a, Literal b) =>
        string.Equals(a.Text.TrimEnd(), b.Text.TrimEnd(), StringComparison.OrdinalIgnoreCase)
        || (decimal.TryParse(a.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var x)
            && decimal.TryParse(b.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out var y) && x == y);
}
