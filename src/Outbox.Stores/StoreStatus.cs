namespace Outbox.Stores;

/// <summary>The state of an outbox in numbers.</summary>
/// <param name="Pending">Rows to send.</param>
/// <param name="OldestPendingAt">When the oldest of them was written, UTC; null where there is none.</param>
/// <param name="Types">By event type.</param>
/// <param name="DeadByReason">Dead rows by the code of their reason.</param>
/// <param name="Faults">Recorded faults.</param>
public sealed record StoreStatus(
    long Pending,
    DateTime? OldestPendingAt,
    IReadOnlyList<TypeStatus> Types,
    IReadOnlyDictionary<string, long> DeadByReason,
    long Faults);

/// <summary>The rows of an event type, or of another kind, by status.</summary>
/// <param name="Name">The event's name, or the kind's.</param>
/// <param name="Delivery">Null for other kinds.</param>
/// <param name="Pending">To send.</param>
/// <param name="Sent">Accepted.</param>
/// <param name="Dead">Refused.</param>
/// <param name="Skipped">Not to be sent.</param>
public sealed record TypeStatus(string Name, string? Delivery, long Pending, long Sent, long Dead, long Skipped);
