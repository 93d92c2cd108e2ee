namespace Outbox.Cli.Demo.Compare;

/// <summary>From the commit to the arrival, both by this machine's clock.</summary>
/// <param name="Count">Events measured.</param>
/// <param name="P50">Half are as quick or quicker.</param>
/// <param name="P99">99 in 100 are.</param>
internal sealed record Latency(int Count, TimeSpan P50, TimeSpan P99)
{
    /// <summary>Of single times, in any order; a time below zero counts as zero.</summary>
    public static Latency Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(t => t < TimeSpan.Zero ? TimeSpan.Zero : t).Order().ToArray();
        return new Latency(sorted.Length, At(sorted, 0.5), At(sorted, 0.99));
    }

    // Nearest rank: a time that did occur.
    private static TimeSpan At(TimeSpan[] sorted, double part) =>
        sorted.Length == 0 ? TimeSpan.Zero : sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)];
}
