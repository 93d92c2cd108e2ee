using CsCheck;
using Outbox.Dispatcher.Plan;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class BackoffTests
{
    private static readonly Backoff Sample = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30));

    [Fact]
    public void A_wait_is_never_shorter_than_the_least_nor_longer_than_the_most() =>
        Gen.Select(Gen.Int[1, 10_000], Gen.Double[0, 0.999999]).Sample((failures, jitter) =>
            Assert.InRange(Sample.After(failures, jitter), Sample.Min, Sample.Max));

    [Fact]
    public void More_failures_and_more_jitter_never_wait_shorter() =>
        Gen.Select(Gen.Int[1, 100], Gen.Double[0, 0.99]).Sample((failures, jitter) =>
        {
            Assert.True(Sample.After(failures + 1, jitter) >= Sample.After(failures, jitter));
            Assert.True(Sample.After(failures, jitter + 0.005) >= Sample.After(failures, jitter));
        });

    [Theory]
    [InlineData(1, 0.5, 300)]
    [InlineData(2, 0.5, 500)]
    [InlineData(3, 0.5, 900)]
    [InlineData(50, 0.5, 15_100)]
    public void The_bound_doubles(int failures, double jitter, int milliseconds) =>
        Assert.Equal(milliseconds, Sample.After(failures, jitter).TotalMilliseconds, 3);

    [Theory]
    [InlineData(60, 60)]
    [InlineData(86_400, 300)]
    public void What_an_answer_asks_for_is_waited_up_to_five_minutes(int asked, int waited) =>
        Assert.Equal(TimeSpan.FromSeconds(waited), Sample.After(1, 0, TimeSpan.FromSeconds(asked)));

    [Fact]
    public void An_answer_cannot_shorten_the_wait() =>
        Assert.Equal(Sample.After(3, 0.9), Sample.After(3, 0.9, TimeSpan.FromMilliseconds(1)));

    [Fact]
    public void An_idle_poll_slows_down_to_its_longest_and_begins_anew()
    {
        var poll = new IdlePoll(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(250));
        var waits = new List<double>();
        for (var wait = TimeSpan.Zero; waits.Count < 14;)
        {
            wait = poll.After(wait);
            waits.Add(wait.TotalMilliseconds);
        }

        Assert.Equal([20, 25, 31.25], waits.Take(3));
        Assert.Equal([250, 250], waits.TakeLast(2));
        Assert.Equal(waits.Order(), waits);
        Assert.Equal(20, poll.After(TimeSpan.Zero).TotalMilliseconds);
    }
}
