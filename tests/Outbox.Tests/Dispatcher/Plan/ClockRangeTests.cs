using Outbox.CustomerIo;
using Outbox.Dispatcher.Plan;

namespace Outbox.Tests.Dispatcher.Plan;

public class ClockRangeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.9, 0, 0)] // the header cuts the second
    [InlineData(0.9, 4, 0)] // a slow answer
    [InlineData(10.2, 0.2, 9.2)] // this machine is ahead of the header's second
    [InlineData(-6.5, 0.5, -6)] // and behind it, whatever the way took
    public void A_header_of_whole_seconds_and_a_slow_way_are_no_difference(double asked, double took, double ahead)
    {
        var there = new ServerClock(Noon, Noon.AddSeconds(asked), Noon.AddSeconds(asked + took));

        Assert.Equal(ahead, ClockRange.Here.AheadOf(ClockRange.Of(there)).Surely.TotalSeconds, 6);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(5.1, true)]
    [InlineData(-5, false)]
    [InlineData(-5.1, true)]
    public void Five_seconds_are_the_limit(double ahead, bool apart) =>
        Assert.Equal(apart, new ClockRange(TimeSpan.FromSeconds(ahead), TimeSpan.FromSeconds(ahead)).IsApart);

    [Fact]
    public void Two_clocks_are_compared_by_way_of_this_machines()
    {
        var database = ClockRange.Of(Noon.UtcDateTime.AddSeconds(30), Noon.UtcDateTime, Noon.UtcDateTime.AddSeconds(1));
        var customerIo = ClockRange.Of(new ServerClock(Noon.AddSeconds(-20), Noon, Noon.AddSeconds(2)));

        Assert.Equal(TimeSpan.FromSeconds(48), database.AheadOf(customerIo).Surely);
    }
}
