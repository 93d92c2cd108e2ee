using System.Text;
using Microsoft.Extensions.Time.Testing;
using Outbox.Cli.Bench.Latency;

namespace Outbox.EndToEnd.Tests.Bench;

public sealed class LatencyLogTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_percentile_is_the_nearest_rank()
    {
        double[] sorted = [.. Enumerable.Range(1, 100).Select(n => (double)n)];

        Assert.Equal(50, LatencyLog.Percentile(sorted, 50));
        Assert.Equal(99, LatencyLog.Percentile(sorted, 99));
        Assert.Equal(100, LatencyLog.Percentile(sorted, 99.9));
    }

    [Fact]
    public void An_order_is_measured_from_its_commit_to_its_answer()
    {
        var log = new LatencyLog(_time, first: 11, orders: 2);
        log.Committed(11);
        _time.Advance(TimeSpan.FromMilliseconds(30));
        log.Committed(12);
        Assert.False(log.IsComplete);

        log.Accepted([Item(12), Item(99)]);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        log.Accepted([Item(11)]);

        Assert.True(log.IsComplete);
        Assert.Equal([0, 40], log.Milliseconds());
    }

    private static ReadOnlyMemory<byte> Item(int order) =>
        Encoding.UTF8.GetBytes($$$"""{"type":"person","action":"event","attributes":{"order_id":{{{order}}},"channel":"web"}}""");
}
