using Outbox.CustomerIo;

namespace Outbox.Dispatcher.Plan;

/// <summary>
/// How far a clock is ahead of this machine's: a range, since nobody knows where on the way an answer was written.
/// </summary>
/// <param name="Least">At least; negative where it may be behind.</param>
/// <param name="Most">At most.</param>
public readonly record struct ClockRange(TimeSpan Least, TimeSpan Most)
{
    /// <summary>
    /// How far the clock that makes the stamps may be from Customer.io's, which orders identifies that come without a stamp, and an
    /// opt-out by a click: five seconds. What cannot be told apart ends below: the header's whole second, a stamp's whole second, and
    /// the two seconds that this machine and the database may differ. Machines that take their time from a server (NTP) differ by
    /// milliseconds; a clock that is left alone passes five seconds within days.
    /// </summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Customer.io's clock, from an answer's header, which cuts the second.</summary>
    public static ClockRange Of(ServerClock clock) => new(clock.Date - clock.AnsweredAt, clock.Date.AddSeconds(1) - clock.AskedAt);

    /// <summary>A clock that was read.</summary>
    /// <param name="there">What it said.</param>
    /// <param name="before">By this machine's clock, before it was asked.</param>
    /// <param name="after">By this machine's clock, when it had answered.</param>
    public static ClockRange Of(DateTime there, DateTime before, DateTime after) => new(there - after, there - before);

    /// <summary>How far it is ahead of another clock.</summary>
    public ClockRange AheadOf(ClockRange other) => new(Least - other.Most, Most - other.Least);

    /// <summary>This machine's own clock.</summary>
    public static ClockRange Here { get; }

    /// <summary>How far it is ahead for sure; negative where it is behind for sure, zero where it may be neither.</summary>
    public TimeSpan Surely => Least > TimeSpan.Zero ? Least : Most < TimeSpan.Zero ? Most : TimeSpan.Zero;

    /// <summary>Whether it is farther away than <see cref="Limit"/> for sure.</summary>
    public bool IsApart => Surely.Duration() > Limit;
}
