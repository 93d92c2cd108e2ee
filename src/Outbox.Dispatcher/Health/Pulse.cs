using System.Collections.Concurrent;

namespace Outbox.Dispatcher.Health;

/// <summary>
/// Whether the dispatcher's loops turn. A loop that means to wait says for how long, so that a long Retry-After or a
/// database that is away is not taken for a loop that hangs. Counts by a clock that no change of the time moves.
/// </summary>
public sealed class Pulse(HealthOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, long> _expected = new(StringComparer.Ordinal);
    private readonly AsyncLocal<string?> _loop = new();

    /// <summary>Whether every loop turns: none is overdue by more than <see cref="HealthOptions.LoopWithin"/>.</summary>
    public bool IsAlive => Overdue <= options.LoopWithin;

    /// <summary>By how much the latest loop is overdue; zero or less where all are in time, or none is running.</summary>
    public TimeSpan Overdue => _expected.IsEmpty ? TimeSpan.Zero : _expected.Values.Max(expected => clock.GetElapsedTime(expected));

    /// <summary>Notes a turn.</summary>
    /// <param name="loop">Which loop.</param>
    /// <param name="next">How long the loop means to wait before the next.</param>
    public void Turn(string loop, TimeSpan next = default) =>
        _expected[loop] = clock.GetTimestamp() + (long)(next.TotalSeconds * clock.TimestampFrequency);

    /// <summary>Names the loop that the calling flow is, and all that it calls; notes its first turn.</summary>
    /// <param name="loop">Which loop.</param>
    public void Enter(string loop)
    {
        _loop.Value = loop;
        Turn(loop);
    }

    /// <summary>Notes a turn of the loop that the calling flow belongs to; nothing where it belongs to none.</summary>
    /// <param name="next">How long it means to wait before the next.</param>
    public void Turn(TimeSpan next)
    {
        if (_loop.Value is { } loop && _expected.ContainsKey(loop))
        {
            Turn(loop, next);
        }
    }

    /// <summary>Notes that a loop has ended as it was to.</summary>
    /// <param name="loop">Which loop.</param>
    public void End(string loop) => _expected.TryRemove(loop, out _);
}
