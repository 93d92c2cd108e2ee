using Outbox.Stores.Reading;

namespace Outbox.Stores.Sqlite;

/// <summary>A row of <c>TraceRows</c>, as SQLite types it.</summary>
internal sealed record SqliteTrace
{
    public long MessageId { get; init; }

    public string Kind { get; init; } = "";

    public string CapturedBy { get; init; } = "";

    public string? EventId { get; init; }

    public string? EventName { get; init; }

    public string? SentAs { get; init; }

    public string? PersonKey { get; init; }

    public string? PersonId { get; init; }

    public long Lane { get; init; }

    public long Priority { get; init; }

    public string Status { get; init; } = "";

    public string? Reason { get; init; }

    public string? OccurredAtRaw { get; init; }

    public string? OccurredAtZone { get; init; }

    public string? OccurredAt { get; init; }

    public string CreatedAt { get; init; } = "";

    public string? SentAt { get; init; }

    public long Attempts { get; init; }

    public string? Captured { get; init; }

    public string? Properties { get; init; }

    public string? Delivery { get; init; }

    public long? RepeatOf { get; init; }

    /// <summary>The row as the product has it.</summary>
    public TracedRow Row(IEnumerable<TracedFault> faults, IEnumerable<TracedRequest> requests) => new()
    {
        MessageId = MessageId,
        Kind = Kind,
        CapturedBy = CapturedBy,
        EventId = EventId,
        EventName = EventName,
        SentAs = SentAs,
        PersonKey = PersonKey,
        PersonId = PersonId,
        Lane = (int)Lane,
        Priority = (int)Priority,
        Status = Status,
        Reason = Reason,
        OccurredAtRaw = OccurredAtRaw,
        OccurredAtZone = OccurredAtZone,
        OccurredAt = SqliteTime.ReadOrNull(OccurredAt),
        CreatedAt = SqliteTime.Read(CreatedAt),
        SentAt = SqliteTime.ReadOrNull(SentAt),
        Attempts = (int)Attempts,
        Captured = Captured,
        Properties = Properties,
        Delivery = Delivery,
        RepeatOf = RepeatOf,
        Faults = [.. faults],
        Requests = [.. requests],
    };
}
