using Cronos;
using CsCheck;
using Outbox.Dispatcher.Plan;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class DueWindowTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly CronExpression AtTwo = CronExpression.Parse("0 2 * * *");

    private static readonly string[] Crons = ["0 2 * * *", "*/15 * * * *", "0 9 * * 1", "30 1 1 * *"];

    [Theory]
    [InlineData("2026-01-10T07:00:01Z", "2026-01-11T06:59:59Z", false)]
    [InlineData("2026-01-10T07:00:01Z", "2026-01-11T07:00:00Z", true)]
    [InlineData("2026-06-10T06:00:01Z", "2026-06-11T06:00:00Z", true)]
    [InlineData("2026-01-12T07:00:01Z", "2026-01-11T07:00:00Z", false)]
    public void A_schedule_is_due_by_the_clock_of_its_zone(string last, string now, bool isDue) =>
        Assert.Equal(isDue, DueWindow.Of("s", AtTwo, NewYork, Utc(last), Utc(now)) is not null);

    [Fact]
    public void An_outage_of_three_days_is_one_run_that_covers_them()
    {
        var window = DueWindow.Of("s", AtTwo, TimeZoneInfo.Utc, Utc("2026-01-10T02:00:03Z"), Utc("2026-01-13T09:30:00Z"));
        Assert.Equal((Utc("2026-01-10T02:00:03Z"), Utc("2026-01-13T09:30:00Z")), (window!.From, window.To));
    }

    [Fact]
    public void A_schedule_that_never_succeeded_is_due_at_once_from_its_last_occurrence()
    {
        var window = DueWindow.Of("s", AtTwo, TimeZoneInfo.Utc, null, Utc("2026-01-13T09:30:00Z"));
        Assert.Equal((Utc("2026-01-13T02:00:00Z"), Utc("2026-01-13T09:30:00Z")), (window!.From, window.To));
    }

    // 02:00 does not exist on the first of these days in New York, and 01:30 comes twice on the second.
    [Theory]
    [InlineData("0 2 * * *", "2026-03-07T12:00:00Z", "2026-03-08T07:00:00Z")]
    [InlineData("30 1 * * *", "2026-10-31T12:00:00Z", "2026-11-01T05:30:00Z")]
    public void Each_day_has_one_occurrence_when_clocks_change(string cron, string last, string due)
    {
        var expression = CronExpression.Parse(cron);
        Assert.Null(DueWindow.Of("s", expression, NewYork, Utc(last), Utc(due).AddSeconds(-1)));
        var window = DueWindow.Of("s", expression, NewYork, Utc(last), Utc(due));
        Assert.NotNull(window);
        Assert.Null(DueWindow.Of("s", expression, NewYork, window.To, Utc(due).AddHours(20)));
    }

    [Fact]
    public void Windows_follow_each_other_without_gap_or_overlap_whatever_was_missed() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 60 * 24 * 9].List[1, 20]).Sample((kind, steps) =>
        {
            var expression = CronExpression.Parse(Crons[kind]);
            var now = Utc("2026-02-20T00:00:00Z");
            var last = DueWindow.Of("s", expression, NewYork, null, now)!.To;
            foreach (var minutes in steps)
            {
                now = now.AddMinutes(minutes);
                var missed = expression.GetOccurrences(last, now, NewYork, fromInclusive: false, toInclusive: true).Any();
                var window = DueWindow.Of("s", expression, NewYork, last, now);
                Assert.Equal(missed, window is not null);
                Assert.True(window is null || window.From == last);
                last = window?.To ?? last;
            }
        });

    private static DateTime Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
}
