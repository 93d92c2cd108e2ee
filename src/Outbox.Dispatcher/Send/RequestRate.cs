using System.Threading.RateLimiting;

namespace Outbox.Dispatcher.Send;

/// <summary>Requests a second, over all senders: this dispatcher's part of what all dispatchers may send.</summary>
internal sealed class RequestRate(DispatcherOptions options) : IDisposable
{
    private readonly Lock _lock = new();
    private TokenBucketRateLimiter _bucket = Bucket(options.RatePerSecond);
    private int _dispatchers = 1;
    private int _waiting;

    /// <summary>How long whoever asks now may wait: for his own turn, and those who ask already.</summary>
    public TimeSpan LongestWait =>
        TimeSpan.FromSeconds((double)(Volatile.Read(ref _waiting) + 1) * Volatile.Read(ref _dispatchers) / options.RatePerSecond);

    /// <summary>Divides the rate by so many dispatchers, from now on.</summary>
    /// <param name="dispatchers">1 or more.</param>
    public void Share(int dispatchers)
    {
        lock (_lock)
        {
            if (dispatchers == _dispatchers || dispatchers < 1)
            {
                return;
            }

            _dispatchers = dispatchers;
            var old = _bucket;
            _bucket = Bucket((double)options.RatePerSecond / dispatchers);

            // Whoever waits at the old one is sent away, and asks the new one.
            old.Dispose();
        }
    }

    /// <summary>Waits for leave to send one request.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await AcquireAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _bucket.Dispose();
        }
    }

    private async Task AcquireAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var lease = await Volatile.Read(ref _bucket).AcquireAsync(1, cancellationToken);
                if (lease.IsAcquired)
                {
                    return;
                }
            }
            catch (ObjectDisposedException) when (!cancellationToken.IsCancellationRequested)
            {
                // Replaced a moment ago.
            }

            await Task.Yield();
        }
    }

    private static TokenBucketRateLimiter Bucket(double perSecond)
    {
        // A tenth of a second's worth at a time, so that a full bucket cannot double the rate of a second.
        var tokens = Math.Max(1, (int)(perSecond / 10));
        return new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = tokens,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds(tokens / perSecond),
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }
}
