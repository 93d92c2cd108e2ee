using Outbox.Core.Messages;
using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Rules;

/// <summary>What an event type must say besides its name.</summary>
internal static class EventRules
{
    public static IEnumerable<Finding> TransitionsHaveAnIdOfTheirOwn(MappingDocument mapping) =>
        from use in EventWalk.Events(mapping)
        where !use.Event.Once && use.Event.Id.Count == 1 && Conditions.CanBeUpdate(use.Event.When)
        select RepeatingId(use, $"its id is {use.Event.Id[0].Name.Quoted()} alone");

    /// <summary>An event that happens twice, and whose second time would be taken for a duplicate.</summary>
    public static Finding RepeatingId(EventUse<TableEvent> use, string why) => Finding.Error(
        LintCodes.TransitionId, use.Event.Id[0].At, $"{use.Path}.id",
        $"A row can become {use.Event.Name.Quoted()} again, but {why}: the second time would be dropped as a duplicate.",
        "Write `once: true` if it happens once for a row; otherwise add a column that differs each time, such as the time of the change.");

    public static IEnumerable<Finding> LiveEventsAreOurs(MappingDocument mapping) =>
        from use in EventWalk.All(mapping)
        where use.Event.TriggerSource != "sql" && use.Event.Delivery == Delivery.Live
        select Finding.Error(
            LintCodes.NotOurEvent, use.Event.At, use.Path,
            $"{use.Event.Name.Quoted()} is live, but its trigger source is {use.Event.TriggerSource.Quoted()}: journeys would start twice.",
            "Write `delivery: shadow` or `delivery: off`, or let SQL own it: `trigger_source: sql`.");

    public static IEnumerable<Finding> LiveEventsWereRehearsed(MappingDocument mapping) =>
        from use in EventWalk.All(mapping)
        where use.Event.TriggerSource == "sql" && use.Event.Delivery == Delivery.Live
        select Finding.Warning(
            LintCodes.LiveAtOnce, use.Event.At, use.Path,
            $"{use.Event.Name.Quoted()} starts live: where it is new, its first mistake reaches customers.",
            "Begin with `delivery: shadow` and go live from the database once the rehearsal looks right.");

    public static IEnumerable<Finding> EventsHaveATime(MappingDocument mapping) =>
        from use in EventWalk.Mapped(mapping)
        where use.Event.OccurredAt is null
        select Finding.Warning(
            LintCodes.NoOccurredAt, use.Event.At, use.Path,
            $"{use.Event.Name.Quoted()} has no occurred_at, so that the time of the capture stands for it, in a backfill too.",
            "Add `occurred_at:` with the column that tells when it happened.");

    public static IEnumerable<Finding> BeforeNeedsAnUpdate(MappingDocument mapping) =>
        from use in EventWalk.Mapped(mapping)
        where use.Event is not TableEvent { When: var when } || !Conditions.CanBeUpdate(when)
        from property in use.Event.Properties.OfType<ColumnProperty>()
        where property.Before
        select Finding.Error(
            LintCodes.BeforeWithoutUpdate, property.At, $"{use.Path}.properties.{property.Name}",
            $"The property {property.Name.Quoted()} is the value before an update, and no update brings {use.Event.Name.Quoted()}.",
            "Take `before` out; the event of a deleted row has the old values anyway.");

    public static IEnumerable<Finding> PropertiesDiffer(MappingDocument mapping)
    {
        var people = mapping.People;
        return Doubles(people.Attributes, people.View, "people")
            .Concat(EventWalk.Mapped(mapping).SelectMany(use => Doubles(use.Event.Properties, use.Event.View, use.Path)));
    }

    private static IEnumerable<Finding> Doubles(IReadOnlyList<Property> properties, ViewReference? view, string path) =>
        from column in view?.Columns ?? []
        where properties.Any(p => p.Name == column.Name)
        select DoubleProperty(column.Name, column.At, $"{path}.view.columns.{column.Name}");

    /// <summary>A name that a mapped column and a view's column both claim.</summary>
    public static Finding DoubleProperty(string name, Position at, string path) => Finding.Error(
        LintCodes.DuplicateProperty, at, path, $"{name.Quoted()} is mapped by itself and is a column of the view too.",
        "Keep one of the two, or rename the view's column.");
}
