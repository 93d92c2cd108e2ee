namespace Outbox.Sandbox.Faults;

/// <summary>
/// Which fault a request meets: a pure function of the seed, the request's number and the rates. A changed rate
/// does not shift the draws of other faults or of later requests.
/// </summary>
/// <param name="seed">The same seed gives the same faults to the same order of requests, on every platform.</param>
public sealed class FaultPlan(int seed)
{
    /// <summary>The fault of a request.</summary>
    /// <param name="requestNumber">From 1, in order of arrival.</param>
    /// <param name="rates">What may come up, and how often.</param>
    public Fault Draw(long requestNumber, FaultSettings rates)
    {
        ReadOnlySpan<(Fault Fault, double Rate)> candidates =
        [
            (Fault.CutBefore, rates.CutBefore),
            (Fault.Cut, rates.Cut),
            (Fault.Redirect, rates.Redirect),
            (Fault.TooManyRequests, rates.TooManyRequests),
            (Fault.ServerError, rates.ServerError),
            (Fault.Garbage, rates.Garbage),
            (Fault.Slow, rates.Slow),
        ];
        foreach (var (fault, rate) in candidates)
        {
            if (Uniform(requestNumber, fault) < rate)
                return fault;
        }

        return Fault.None;
    }

    /// <summary>A number in [0, 1) from SplitMix64 (Steele, Lea, Flood 2014), which is the same everywhere.</summary>
    private double Uniform(long requestNumber, Fault fault)
    {
        var mixed = Mix(Mix(Mix((uint)seed) + (ulong)requestNumber) + (ulong)fault);
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
