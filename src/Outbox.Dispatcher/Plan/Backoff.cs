namespace Outbox.Dispatcher.Plan;

/// <summary>How long to wait after failures: between <paramref name="Min"/> and a bound that doubles up to <paramref name="Max"/>.</summary>
/// <param name="Min">The shortest wait.</param>
/// <param name="Max">The longest wait that is not asked for.</param>
public readonly record struct Backoff(TimeSpan Min, TimeSpan Max)
{
    /// <summary>The longest that an answer's Retry-After is believed: a server's mistake must not stop delivery for a day.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(5);

    /// <summary>The wait after some failures in a row.</summary>
    /// <param name="failures">1 or more.</param>
    /// <param name="jitter">From 0 to below 1, so that many who failed together do not come back together.</param>
    /// <param name="retryAfter">What the answer asked for: never waited shorter, up to <see cref="LongestAsked"/>.</param>
    public TimeSpan After(int failures, double jitter, TimeSpan? retryAfter = null)
    {
        // Doubling in floating point cannot overflow as ticks would.
        var bound = Math.Min(Max.TotalMilliseconds, Min.TotalMilliseconds * Math.Pow(2, Math.Max(0, failures)));
        var wait = TimeSpan.FromMilliseconds(Min.TotalMilliseconds + ((bound - Min.TotalMilliseconds) * jitter));
        var asked = retryAfter is { } time && time > LongestAsked ? LongestAsked : retryAfter ?? TimeSpan.Zero;
        return asked > wait ? asked : wait;
    }
}
