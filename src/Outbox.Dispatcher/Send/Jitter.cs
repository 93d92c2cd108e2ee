namespace Outbox.Dispatcher.Send;

/// <summary>Randomness that several senders draw from.</summary>
internal sealed class Jitter(int? seed)
{
    private readonly Lock _lock = new();

    // Spreads waits; guards nothing.
#pragma warning disable CA5394
    private readonly Random _random = seed is { } value ? new Random(value) : new Random();

    /// <summary>From 0 to below 1.</summary>
    public double Next()
    {
        lock (_lock)
        {
            return _random.NextDouble();
        }
    }
#pragma warning restore CA5394
}
