using Outbox.Cli.Demo.Compare;

namespace Outbox.EndToEnd.Tests.Demo;

public sealed class ClosingLineTests
{
    [Fact]
    public void The_last_line_says_what_came_of_it()
    {
        var latency = Latency.Of([TimeSpan.FromMilliseconds(12.4)]);
        var comparison = new Comparison([new("a", 1200, 1197, 1, 2, 5), new("b", 34, 34, 0, 0, 0)], [], latency);

        Assert.Equal(
            "demo: 1234 events committed, 1231 delivered once, 1 lost, 2 duplicated; latency p50 12 ms, p99 12 ms", ClosingLine.Of(comparison));
        Assert.False(comparison.Holds);
    }

    [Fact]
    public void Latency_is_a_time_that_occurred()
    {
        var latency = Latency.Of(Enumerable.Range(1, 200).Reverse().Select(i => TimeSpan.FromMilliseconds(i)));

        Assert.Equal((200, 100, 198), (latency.Count, latency.P50.TotalMilliseconds, latency.P99.TotalMilliseconds));
    }

    [Fact]
    public void A_play_without_events_has_no_latency() => Assert.Equal(TimeSpan.Zero, Latency.Of([]).P99);
}
