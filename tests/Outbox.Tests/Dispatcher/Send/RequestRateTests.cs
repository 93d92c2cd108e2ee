using Outbox.Dispatcher;
using Outbox.Dispatcher.Send;

namespace Outbox.Tests.Dispatcher.Send;

public sealed class RequestRateTests
{
    [Fact]
    public async Task A_low_rate_says_how_long_the_next_may_wait()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var rate = new RequestRate(new DispatcherOptions { RatePerSecond = 1 });
        rate.Share(120);
        Assert.Equal(TimeSpan.FromMinutes(2), rate.LongestWait);

        await rate.TakeAsync(end.Token);
        var second = rate.TakeAsync(end.Token);
        Assert.False(second.IsCompleted);
        Assert.Equal(TimeSpan.FromMinutes(4), rate.LongestWait);

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(TimeSpan.FromMinutes(2), rate.LongestWait);
    }
}
