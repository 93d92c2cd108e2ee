namespace Outbox.Dispatcher.Lease;

/// <summary>A moment on the monotonic and on the wall clock.</summary>
/// <param name="Timestamp">Monotonic.</param>
/// <param name="Utc">Of the wall.</param>
internal readonly record struct Moment(long Timestamp, DateTimeOffset Utc)
{
    /// <summary>Now.</summary>
    public static Moment Now(TimeProvider clock) => new(clock.GetTimestamp(), clock.GetUtcNow());

    /// <summary>The longer of what both clocks say has passed.</summary>
    public TimeSpan Elapsed(TimeProvider clock)
    {
        var (monotonic, wall) = (clock.GetElapsedTime(Timestamp), clock.GetUtcNow() - Utc);
        return monotonic > wall ? monotonic : wall;
    }
}
