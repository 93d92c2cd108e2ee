using System.Threading.RateLimiting;

namespace Outbox.Dispatcher.Send;

/// <summary>Requests a second, over all senders.</summary>
internal sealed class RequestRate : IDisposable
{
    private readonly TokenBucketRateLimiter _bucket;

    public RequestRate(DispatcherOptions options)
    {
        // A tenth of a second's worth at a time, so that a full bucket cannot double the rate of a second.
        var tokens = Math.Max(1, options.RatePerSecond / 10);
        _bucket = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = tokens,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)tokens / options.RatePerSecond),
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>Waits for leave to send one request.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        using var lease = await _bucket.AcquireAsync(1, cancellationToken);
    }

    public void Dispose() => _bucket.Dispose();
}
