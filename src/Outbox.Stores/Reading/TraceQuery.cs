namespace Outbox.Stores.Reading;

/// <summary>Which rows to trace: exactly one of the first three is given.</summary>
/// <param name="EventId">Rows of an event id, repeats included.</param>
/// <param name="Ulid">The row that was, or will be, sent under a ULID, with its repeats.</param>
/// <param name="Person">Rows of a person, by id or key.</param>
/// <param name="Since">How far back rows are looked for, UTC; null for seven days. Not for an event id, which has an index.</param>
/// <param name="Rows">At most so many, the latest; 1 to 10,000.</param>
public sealed record TraceQuery(string? EventId, string? Ulid, string? Person, DateTime? Since = null, int Rows = 100);

/// <summary>A row's life.</summary>
public sealed record TracedRow
{
    /// <summary>Its number.</summary>
    public required long MessageId { get; init; }

    /// <summary><c>event</c>, <c>touch</c> …</summary>
    public required string Kind { get; init; }

    /// <summary>The part of the mapping that captured it.</summary>
    public required string CapturedBy { get; init; }

    /// <summary>Null for other kinds.</summary>
    public string? EventId { get; init; }

    /// <summary>Null for other kinds.</summary>
    public string? EventName { get; init; }

    /// <summary>The name it was sent under; null where it was not shaped yet.</summary>
    public string? SentAs { get; init; }

    /// <summary>The key in the people's table.</summary>
    public string? PersonKey { get; init; }

    /// <summary>The id at Customer.io; null where it was not shaped yet.</summary>
    public string? PersonId { get; init; }

    /// <summary>Its lane.</summary>
    public required int Lane { get; init; }

    /// <summary>0 live, 1 backfill.</summary>
    public required int Priority { get; init; }

    /// <summary><c>pending</c>, <c>sent</c>, <c>dead</c>, <c>skipped</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it is dead or skipped, or what was odd about it.</summary>
    public string? Reason { get; init; }

    /// <summary>The time of the fact as the table has it.</summary>
    public string? OccurredAtRaw { get; init; }

    /// <summary>Its zone.</summary>
    public string? OccurredAtZone { get; init; }

    /// <summary>The time of the fact, UTC; null where it was not shaped yet, or the mapping names none.</summary>
    public DateTime? OccurredAt { get; init; }

    /// <summary>When it was captured, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    public DateTime? SentAt { get; init; }

    /// <summary>Requests that carried it.</summary>
    public required int Attempts { get; init; }

    /// <summary>The raw values as JSON; null once they were purged.</summary>
    public string? Captured { get; init; }

    /// <summary>The event's data as sent; null where it was not shaped yet, or was purged.</summary>
    public string? Properties { get; init; }

    /// <summary>How its type goes out now; null for other kinds.</summary>
    public string? Delivery { get; init; }

    /// <summary>The first row of the same event id; null where it is the first.</summary>
    public long? RepeatOf { get; init; }

    /// <summary>What it lost.</summary>
    public IReadOnlyList<TracedFault> Faults { get; init; } = [];

    /// <summary>Requests that may have carried it: of each only the first and the last of its rows are kept.</summary>
    public IReadOnlyList<TracedRequest> Requests { get; init; } = [];
}

/// <summary>A fault of a row.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Field">What it is about.</param>
/// <param name="Detail">In words.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record TracedFault(string Code, string? Field, string? Detail, DateTime CreatedAt);

/// <summary>A request.</summary>
/// <param name="StartedAt">UTC.</param>
/// <param name="DurationMs">Until the answer, in milliseconds.</param>
/// <param name="Items">In it.</param>
/// <param name="HttpStatus">Null where none came.</param>
/// <param name="Answer">What it was taken for.</param>
/// <param name="Detail">The error's text.</param>
/// <param name="FirstMessage">The lowest of its rows.</param>
/// <param name="LastMessage">The highest of its rows.</param>
public sealed record TracedRequest(
    DateTime StartedAt, long DurationMs, int Items, int? HttpStatus, string Answer, string? Detail, long FirstMessage, long LastMessage);
