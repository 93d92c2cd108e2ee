using System.Text;
using Outbox.Core.Messages;
using Outbox.Mapping.Lint.Walk;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Rules;

/// <summary>The names of event types.</summary>
internal static class NameRules
{
    // Customer.io's limit; the rehearsal's name must fit as well.
    private const int LongestEventName = 100;

    public static IEnumerable<Finding> EventNamesAreSnakeCase(MappingDocument mapping) =>
        from use in EventWalk.Mapped(mapping)
        let name = use.Event.Name
        where !SnakeCase.Is(name) && !name.StartsWith('_')
        select Finding.Error(
            LintCodes.NotSnakeCase, use.Event.At, use.Path, $"The event name {name.Quoted()} is not snake_case.",
            $"Rename it, for example to {(SnakeCase.Of(name) is { Length: > 0 } better ? better.Quoted() : "'order_completed'")}; a name that journeys have already goes into `sent_as`.");

    public static IEnumerable<Finding> EventNamesAreNotReserved(MappingDocument mapping) =>
        from use in EventWalk.Mapped(mapping)
        where use.Event.Name.StartsWith('_')
        select Finding.Error(
            LintCodes.ReservedName, use.Event.At, use.Path, $"The event name {use.Event.Name.Quoted()} begins with '_', which Customer.io keeps for itself.",
            "Rename it without the '_'.");

    public static IEnumerable<Finding> EventNamesDoNotLookRehearsed(MappingDocument mapping) =>
        from use in EventWalk.Mapped(mapping)
        where use.Event.Name.StartsWith(ShadowName.Prefix, StringComparison.Ordinal)
        select Finding.Error(
            LintCodes.ShadowName, use.Event.At, use.Path,
            $"The event name {use.Event.Name.Quoted()} begins with {ShadowName.Prefix}, as the names of rehearsed events do.",
            "Rename it; to rehearse it, keep its name and write `delivery: shadow`.");

    public static IEnumerable<Finding> EventNamesFit(MappingDocument mapping) =>
        from use in EventWalk.Mapped(mapping)
        let bytes = Encoding.UTF8.GetByteCount(ShadowName.Of(use.Event.Name))
        where bytes > LongestEventName
        select Finding.Error(
            LintCodes.NameTooLong, use.Event.At, use.Path,
            $"The event name {use.Event.Name.Quoted()} has {bytes} bytes with the {ShadowName.Prefix} of a rehearsal; Customer.io takes {LongestEventName}.",
            "Choose a shorter name.");

    public static IEnumerable<Finding> EventNamesDiffer(MappingDocument mapping) =>
        from same in EventWalk.Mapped(mapping).GroupBy(use => use.Event.Name, StringComparer.Ordinal)
        from use in same.Skip(1)
        select Finding.Error(
            LintCodes.DuplicateEvent, use.Event.At, use.Path,
            $"The event {use.Event.Name.Quoted()} stands on line {same.First().Event.At.Line} already.",
            "Rename one of the two; one event of several conditions takes `when: { any: […] }`.");

    /// <summary>Two events that Customer.io would know by one name would also share ids: the later of two would vanish.</summary>
    public static IEnumerable<Finding> SentNamesDiffer(MappingDocument mapping) =>
        from same in EventWalk.Mapped(mapping).GroupBy(use => use.Event.SentAs ?? use.Event.Name, StringComparer.Ordinal)
        where same.Select(use => use.Event.Name).Distinct(StringComparer.Ordinal).Count() > 1
        from use in same.Skip(1)
        select Finding.Error(
            LintCodes.DuplicateEvent, use.Event.At, use.Path,
            $"The event {use.Event.Name.Quoted()} is sent as {same.Key.Quoted()}, as the one on line {same.First().Event.At.Line} is.",
            "Give one of the two another `sent_as`; one event of several conditions takes `when: { any: […] }`.");

    public static IEnumerable<Finding> FeedsDiffer(MappingDocument mapping) =>
        from same in EventWalk.Feeds(mapping).GroupBy(use => use.Event.CapturedBy, StringComparer.OrdinalIgnoreCase)
        from use in same.Skip(1)
        select Finding.Error(
            LintCodes.DuplicateFeed, use.Event.At, use.Path,
            $"The table {use.Event.Table.Name.Name.Quoted()} is a feed on line {same.First().Event.At.Line} already.",
            "Keep one of the two; of two tables that differ only by schema, rename one.");
}
