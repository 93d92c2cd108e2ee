using Outbox.Core.Messages;

namespace Outbox.Dispatcher.Plan;

/// <summary>
/// Customer.io's clock: "Events with a timestamp in the past 72 hours can trigger campaigns"; older ones are taken, and
/// start nothing.
/// </summary>
public static class Lateness
{
    /// <summary>The age up to which an event starts campaigns.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromHours(72);

    /// <summary>Whether an event comes too late to start a campaign. History, which is backfilled, is not late.</summary>
    public static bool IsLate(Priority priority, DateTime occurredAt, DateTime now) =>
        priority == Priority.Live && now - occurredAt > Limit;
}
