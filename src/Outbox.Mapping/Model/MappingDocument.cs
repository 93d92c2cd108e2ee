namespace Outbox.Mapping.Model;

/// <summary>A whole <c>outbox.yml</c>.</summary>
public sealed record MappingDocument
{
    /// <summary>Of the format: 1.</summary>
    public required int Version { get; init; }

    /// <summary>The namespace of the deterministic ids; a change makes every later event a new one to Customer.io.</summary>
    public required string Source { get; init; }

    /// <summary>The IANA zone of columns without an offset.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Who the persons are.</summary>
    public required People People { get; init; }

    /// <summary>Events of table writes.</summary>
    public IReadOnlyList<TableEvent> Events { get; init; } = [];

    /// <summary>Events that fall due.</summary>
    public IReadOnlyList<Schedule> Schedules { get; init; } = [];

    /// <summary>Tables of events.</summary>
    public IReadOnlyList<Feed> Feeds { get; init; } = [];

    /// <summary>Things that people have to do with.</summary>
    public IReadOnlyList<MappedObject> Objects { get; init; } = [];

    /// <summary>The relations of all objects.</summary>
    public IEnumerable<(MappedObject Object, ObjectRelation Relation)> Relations =>
        Objects.SelectMany(o => o.People.Select(relation => (o, relation)));

    /// <summary>All event types, feeds included.</summary>
    public IEnumerable<EventType> EventTypes => [.. Events, .. Schedules, .. Feeds];

    /// <summary>The events and schedules.</summary>
    public IEnumerable<MappedEvent> MappedEvents => [.. Events, .. Schedules];

    /// <summary>Everything that runs by the clock.</summary>
    public IEnumerable<Timetable> Timetables =>
    [
        .. Schedules.Select(schedule => new Timetable(schedule.Name, schedule.Cron, schedule.CronZone)),
        .. People.Refresh is { } refresh ? [new Timetable(Refresh.Name, refresh.Cron, refresh.CronZone)] : Array.Empty<Timetable>(),
    ];
}
