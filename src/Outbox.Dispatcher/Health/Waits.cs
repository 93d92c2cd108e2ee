using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Outbox.Dispatcher.Health;

/// <summary>Something that the dispatcher waits for.</summary>
/// <param name="What">In words.</param>
/// <param name="Since">Since when, as far as a look every half minute can tell.</param>
/// <param name="TriedWithin">The longest until it is tried again.</param>
public sealed record Wait(string What, DateTimeOffset Since, TimeSpan TriedWithin);

/// <summary>
/// All that the dispatcher waits for, each with an upper bound. It tries for ever and says a trouble once; but who looks into
/// the log on the third day must not find silence, so what lasts is said again every ten minutes.
/// </summary>
public sealed class Waits(DispatcherStatus status, DispatcherOptions options, TimeProvider clock, ILogger<Waits> log)
{
    /// <summary>How often what lasts is said again.</summary>
    public static readonly TimeSpan SaidEvery = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AccountTriedWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PartTriedWithin = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Wait Wait, DateTimeOffset SaidAt)> _waits = new(StringComparer.Ordinal);

    /// <summary>What it waits for now.</summary>
    public IReadOnlyList<Wait> Now
    {
        get
        {
            lock (_lock)
            {
                return [.. _waits.Values.Select(wait => wait.Wait)];
            }
        }
    }

    /// <summary>Looks, and says what lasts, until cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        do
        {
            Look();
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Looks once.</summary>
    internal void Look()
    {
        var now = clock.GetUtcNow();
        var found = Of(status.Now).ToList();
        lock (_lock)
        {
            foreach (var gone in _waits.Keys.Except(found.Select(wait => wait.What)).ToList())
            {
                _waits.Remove(gone);
            }

            foreach (var (what, within) in found)
            {
                if (!_waits.TryGetValue(what, out var known))
                {
                    _waits[what] = (new Wait(what, now, within), now);
                }
                else if (now - known.SaidAt >= SaidEvery)
                {
                    _waits[what] = (known.Wait, now);
                    Log.StillWaiting(log, what, (now - known.Wait.Since).TotalMinutes, within.TotalSeconds);
                }
            }
        }
    }

    private IEnumerable<(string What, TimeSpan TriedWithin)> Of(DispatcherPicture picture)
    {
        var longest = options.BackoffMax > Plan.Backoff.LongestAsked ? options.BackoffMax : Plan.Backoff.LongestAsked;
        if (picture.Endpoint == EndpointState.Down)
        {
            yield return ("Customer.io to answer", longest);
        }

        if (picture.Endpoint == EndpointState.Refused)
        {
            yield return ("Customer.io to take the credentials", AccountTriedWithin);
        }

        if (picture.IsSendingHeld)
        {
            yield return ("a request that is taken (OBX737)", AccountTriedWithin);
        }

        if (picture.StoreFault is { } fault)
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"the database ({fault})"), options.BackoffMax);
        }

        foreach (var part in picture.Held)
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"what {part.Part} of the mapping needs"), PartTriedWithin);
        }

        foreach (var (part, error) in picture.Failing)
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"{part} ({error})"), longest);
        }
    }
}
