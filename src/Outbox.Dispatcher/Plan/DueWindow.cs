using Cronos;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>When a schedule is due, and what its run covers.</summary>
public static class DueWindow
{
    /// <summary>How far back the first run of a schedule looks for the occurrence before it: a yearly one has it.</summary>
    private static readonly TimeSpan LongestPast = TimeSpan.FromDays(366);

    /// <summary>
    /// The window of a run that is due: from the last success to now, however many occurrences lie in it. A schedule that
    /// never succeeded is due at once, from its last occurrence on.
    /// </summary>
    /// <param name="schedule">Its name.</param>
    /// <param name="cron">When it comes due.</param>
    /// <param name="zone">The zone that <paramref name="cron"/> is told in; in a gap it comes due where the gap ends, in an overlap once.</param>
    /// <param name="lastSuccess">UTC; null for none.</param>
    /// <param name="now">UTC.</param>
    /// <returns>Null where it is not due.</returns>
    public static ScheduleWindow? Of(string schedule, CronExpression cron, TimeZoneInfo zone, DateTime? lastSuccess, DateTime now)
    {
        if (lastSuccess is not { } last)
        {
            var occurrences = cron.GetOccurrences(now - LongestPast, now, zone, fromInclusive: true, toInclusive: true);
            return new ScheduleWindow(schedule, occurrences.Select(time => (DateTime?)time).LastOrDefault() ?? now - LongestPast, now);
        }

        // A clock that has stepped back makes nothing due twice.
        return cron.GetNextOccurrence(last, zone) is { } next && next <= now ? new ScheduleWindow(schedule, last, now) : null;
    }

    /// <summary>How long until a schedule comes due; null where it does not any more.</summary>
    public static TimeSpan? Wait(CronExpression cron, TimeZoneInfo zone, DateTime now) => cron.GetNextOccurrence(now, zone) - now;
}
