namespace Outbox.Dispatcher.Health;

/// <summary>The outbox as it was seen last.</summary>
/// <param name="Fault">Why the last look failed: an error's code or kind, without its words; null where it did not.</param>
/// <param name="Pending">Rows to send.</param>
/// <param name="OldestLiveAge">Age of the oldest pending live event, by the database's clock; null where there is none.</param>
/// <param name="SeenAt">When the two were true, as a timestamp of the monotonic clock.</param>
public sealed record StoreView(string? Fault, long Pending, TimeSpan? OldestLiveAge, long SeenAt)
{
    /// <summary>Whether the database answered.</summary>
    public bool IsReached => Fault is null;

    /// <summary>The age now. It goes on rising while the database is away.</summary>
    public TimeSpan? AgeNow(TimeProvider clock) => IsReached ? OldestLiveAge : OldestLiveAge + clock.GetElapsedTime(SeenAt);
}
