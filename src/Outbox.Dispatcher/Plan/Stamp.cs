using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>The timestamp of an identify, by which Customer.io orders a person's updates.</summary>
public static class Stamp
{
    /// <summary>The database's second, or one more than the last: two updates of one second could not be told apart.</summary>
    /// <param name="now">The database's clock, UTC.</param>
    /// <param name="last">What was sent last; null for nothing.</param>
    public static long After(DateTime now, SentPerson? last) => Math.Max(UnixSeconds(now), last is null ? 0 : last.Stamp + 1);

    /// <summary>Whole seconds since 1970, rounded down.</summary>
    public static long UnixSeconds(DateTime utc) =>
        new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToUnixTimeSeconds();
}
