namespace Outbox.Stores;

/// <summary>What tells whether delivery keeps up. Cheap enough to ask every few seconds.</summary>
/// <param name="Pending">Rows to send.</param>
/// <param name="OldestLiveEventAt">
/// The time of the fact (as far as it is known, else of its capture) of the oldest pending live event, UTC; null where there
/// is none. Rows of paused types do not count here. Customer.io starts campaigns only from events of the last 72 hours.
/// </param>
/// <param name="Dead">Rows that cannot be sent.</param>
/// <param name="Faults">Recorded faults.</param>
/// <param name="Now">The database's clock, UTC, by which ages are told.</param>
public sealed record StoreHealth(long Pending, DateTime? OldestLiveEventAt, long Dead, long Faults, DateTime Now)
{
    /// <summary>Of the pending rows, those of paused types: they wait because somebody said so.</summary>
    public long Paused { get; init; }

    /// <summary>The oldest live event among them, told as <see cref="OldestLiveEventAt"/>; its 72 hours run all the same.</summary>
    public DateTime? OldestPausedEventAt { get; init; }

    /// <summary>Captures whose trigger is not as <c>migrate</c> left it; null where that could not be seen.</summary>
    public IReadOnlyList<CaptureFault>? Captures { get; init; } = [];
}
