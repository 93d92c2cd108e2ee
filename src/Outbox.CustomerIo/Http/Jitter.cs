namespace Outbox.CustomerIo.Http;

/// <summary>A seedable source of fractions that several calls draw from at once.</summary>
internal sealed class Jitter(int? seed)
{
    private readonly Lock _lock = new();
    private readonly Random _random = seed is { } value ? new Random(value) : new Random();

    /// <summary>From 0 to below 1.</summary>
    public double Next()
    {
        lock (_lock)
        {
            return _random.NextDouble();
        }
    }
}
