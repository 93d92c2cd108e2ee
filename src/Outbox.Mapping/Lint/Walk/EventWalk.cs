using Outbox.Mapping.Model;

namespace Outbox.Mapping.Lint.Walk;

/// <summary>An event type and its place by keys.</summary>
internal sealed record EventUse<T>(T Event, string Path) where T : EventType;

/// <summary>Goes through the event types.</summary>
internal static class EventWalk
{
    public static IEnumerable<EventUse<TableEvent>> Events(MappingDocument mapping) =>
        mapping.Events.Select(e => new EventUse<TableEvent>(e, $"events.{e.Name}"));

    public static IEnumerable<EventUse<Schedule>> Schedules(MappingDocument mapping) =>
        mapping.Schedules.Select(s => new EventUse<Schedule>(s, $"schedules.{s.Name}"));

    public static IEnumerable<EventUse<Feed>> Feeds(MappingDocument mapping) =>
        mapping.Feeds.Select((f, i) => new EventUse<Feed>(f, $"feeds[{i}]"));

    public static IEnumerable<EventUse<MappedEvent>> Mapped(MappingDocument mapping) =>
    [
        .. Events(mapping).Select(e => new EventUse<MappedEvent>(e.Event, e.Path)),
        .. Schedules(mapping).Select(s => new EventUse<MappedEvent>(s.Event, s.Path)),
    ];

    public static IEnumerable<EventUse<EventType>> All(MappingDocument mapping) =>
    [
        .. Mapped(mapping).Select(e => new EventUse<EventType>(e.Event, e.Path)),
        .. Feeds(mapping).Select(f => new EventUse<EventType>(f.Event, f.Path)),
    ];
}
