using Outbox.Stores;

namespace Outbox.Dispatcher.Health;

/// <summary>The outbox as it was seen last.</summary>
/// <param name="Fault">Why the last look failed: an error's code or kind, without its words; null where it did not.</param>
/// <param name="Health">What it said of itself last; null where it never did.</param>
/// <param name="SeenAt">When it said so, as a timestamp of the monotonic clock.</param>
public sealed record StoreView(string? Fault, StoreHealth? Health, long SeenAt)
{
    /// <summary>The brake on mass death; null where it never told.</summary>
    public BrakeState? Brake { get; init; }

    /// <summary>Whether the database answered.</summary>
    public bool IsReached => Fault is null;

    /// <summary>
    /// The age of the oldest pending live event, by the database's clock; null where there is none. It goes on rising while
    /// the database is away.
    /// </summary>
    public TimeSpan? OldestLiveAge(TimeProvider clock) => Age(Health?.OldestLiveEventAt, clock);

    /// <summary>The same of the paused types, whose rows wait because somebody said so.</summary>
    public TimeSpan? OldestPausedAge(TimeProvider clock) => Age(Health?.OldestPausedEventAt, clock);

    private TimeSpan? Age(DateTime? oldest, TimeProvider clock)
    {
        var age = Health?.Now - oldest;
        return IsReached ? age : age + clock.GetElapsedTime(SeenAt);
    }
}
