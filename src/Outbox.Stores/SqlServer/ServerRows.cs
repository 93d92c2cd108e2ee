using Outbox.Stores.Reading;

namespace Outbox.Stores.SqlServer;

/// <summary>A request of <c>outbox.Trace</c>.</summary>
internal sealed record ServerRequest
{
    public long MessageId { get; init; }

    public DateTime StartedAt { get; init; }

    public int DurationMs { get; init; }

    public int Items { get; init; }

    public int? HttpStatus { get; init; }

    public string Answer { get; init; } = "";

    public string? Detail { get; init; }

    public long FirstMessage { get; init; }

    public long LastMessage { get; init; }

    /// <summary>As the product has it.</summary>
    public TracedRequest Told => new(StatusSets.Utc(StartedAt), DurationMs, Items, HttpStatus, Answer, Detail, FirstMessage, LastMessage);
}

/// <summary>A row of <c>outbox.ReadTypeHistory</c>.</summary>
internal sealed record ServerHistory
{
    public string Name { get; init; } = "";

    public bool IsMapped { get; init; }

    public DateTime? FirstShadowAt { get; init; }

    public DateTime? LastShadowAt { get; init; }

    public long Captured { get; init; }

    public long SentAsShadow { get; init; }

    public long SentLive { get; init; }

    public long Skipped { get; init; }

    public long Dead { get; init; }

    public long Pending { get; init; }

    public long WithoutId { get; init; }

    public long WithoutTime { get; init; }

    /// <summary>As the product has it.</summary>
    public TypeHistory Told => new(
        Name, IsMapped, StatusSets.Utc(FirstShadowAt), StatusSets.Utc(LastShadowAt),
        Captured, SentAsShadow, SentLive, Skipped, Dead, Pending, WithoutId, WithoutTime);
}
