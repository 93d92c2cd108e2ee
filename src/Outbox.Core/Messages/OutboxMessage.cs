namespace Outbox.Core.Messages;

/// <summary>A row of the outbox as the dispatcher reads it.</summary>
public sealed record OutboxMessage
{
    /// <summary>Its key and its place in the order of a lane.</summary>
    public required long MessageId { get; init; }

    /// <summary>Which row it is, also once the numbers have been dealt again.</summary>
    public RowKey Key => new(MessageId, CreatedAt);

    /// <summary>What it stands for.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>
    /// The part of the mapping that captured it: an event's or schedule's name, <c>feed:TABLE</c>, <c>people</c>,
    /// <c>touched_by:TABLE</c>. It says how the row is shaped.
    /// </summary>
    public required string CapturedBy { get; init; }

    /// <summary>The deterministic event id; null for other kinds.</summary>
    public string? EventId { get; init; }

    /// <summary>The event's name as mapped, without a shadow's prefix; null for other kinds.</summary>
    public string? EventName { get; init; }

    /// <summary>
    /// The person's key as the shop's row holds it, without prefix; null where a lookup or a guest's e-mail must tell.
    /// </summary>
    public string? PersonKey { get; init; }

    /// <summary>The id sent to Customer.io; null until shaped.</summary>
    public string? PersonId { get; init; }

    /// <summary>The partition of people that it belongs to.</summary>
    public byte Lane { get; init; }

    /// <summary>The time of the fact as the shop's row holds it, in the text form of the engine.</summary>
    public string? OccurredAtRaw { get; init; }

    /// <summary>The IANA zone of <see cref="OccurredAtRaw"/> where it carries no offset.</summary>
    public string? OccurredAtZone { get; init; }

    /// <summary>The time of the fact in UTC, milliseconds; null until shaped.</summary>
    public DateTime? OccurredAt { get; init; }

    /// <summary>The raw values of the mapped columns: a JSON object by column name. Null for most touches.</summary>
    public string? Captured { get; init; }

    /// <summary>The name under which it is sent (<c>order_completed</c> or <c>shadow_order_completed</c>); null until shaped.</summary>
    public string? SentAs { get; init; }

    /// <summary>The event's data as sent, a JSON object; null until shaped. Once saved it never changes.</summary>
    public string? Properties { get; init; }

    /// <summary>Live or backfill.</summary>
    public Priority Priority { get; init; }

    /// <summary>When the row was written, by the database's clock, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Requests that carried it so far.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// Bytes of what was captured, where that is far more than an item can hold and was left in the database: then
    /// <see cref="Captured"/> and <see cref="Properties"/> are null.
    /// </summary>
    public long? UnreadBytes { get; init; }

    /// <summary>Whether an earlier row holds the same event id.</summary>
    public bool IsDuplicate { get; init; }
}
