using Outbox.Core.Messages;
using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>What the dispatcher goes by: the mapping, and what the database says of the event types.</summary>
public sealed class Rules
{
    private readonly HashSet<string> _captures;
    private readonly HashSet<string> _scheduled;
    private readonly HashSet<string> _strict;
    private readonly Dictionary<string, EventTypeState> _types;
    private readonly Dictionary<string, string> _sentAs;

    /// <summary>Collects the rules.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="shaper">Its shaper.</param>
    /// <param name="types">The event types that the database knows.</param>
    public Rules(MappingDocument mapping, Shaper shaper, IEnumerable<EventTypeState> types)
    {
        Mapping = mapping;
        Shaper = shaper;
        _captures = [.. Mapping.EventTypes.Select(type => type.CapturedBy), .. Mapping.People.TouchedBy.Select(source => source.CapturedBy)];
        _scheduled = [.. Mapping.Schedules.Select(schedule => schedule.CapturedBy)];
        _strict = [.. Mapping.EventTypes.Where(type => type.StrictOrder).Select(type => type.CapturedBy)];
        _sentAs = Mapping.MappedEvents.Where(type => type.SentAs is not null).ToDictionary(type => type.CapturedBy, type => type.SentAs!, StringComparer.Ordinal);
        _types = types.ToDictionary(type => type.Name, StringComparer.Ordinal);
    }

    /// <summary>The mapping.</summary>
    public MappingDocument Mapping { get; }

    /// <summary>Its shaper.</summary>
    public Shaper Shaper { get; }

    /// <summary>The state of a row's event type; a feed's events share the feed's unless the database knows them by name.</summary>
    public EventTypeState? TypeOf(OutboxMessage message) =>
        _types.GetValueOrDefault(message.EventName ?? "") ?? _types.GetValueOrDefault(message.CapturedBy);

    /// <summary>The name that the mapping gives a row's event at Customer.io; null where it keeps its own.</summary>
    public string? SentAs(OutboxMessage message) => _sentAs.GetValueOrDefault(message.CapturedBy);

    /// <summary>Whether the mapping says how to treat a row. A row that names its person, or is shaped, needs no more.</summary>
    public bool Covers(OutboxMessage message) =>
        _captures.Contains(message.CapturedBy)
        || message.Properties is not null
        || (message.Kind != MessageKind.Event && (message.PersonKey is not null || message.Kind != MessageKind.Touch));

    /// <summary>
    /// Whether a fact lies before its type's horizon: its row was sent and has been removed, and the schedule has found the
    /// fact again. A trigger finds no fact again.
    /// </summary>
    public bool CountsAsDelivered(OutboxMessage message, DateTime occurredAt) =>
        _scheduled.Contains(message.CapturedBy) && TypeOf(message)?.PurgedBefore > occurredAt;

    /// <summary>Whether the event types go out as under other rules.</summary>
    public bool DeliversAs(Rules other) =>
        _types.Count == other._types.Count && _types.All(type => other._types.TryGetValue(type.Key, out var state) && state == type.Value);

    /// <summary>Whether events of one person, captured by the same part as this, stay apart.</summary>
    public bool IsStrict(OutboxMessage message) => _strict.Contains(message.CapturedBy);
}
