using System.Collections.Concurrent;

namespace Outbox.Dispatcher.Plan;

/// <summary>
/// How soon a person is identified again. A change alone goes at once; those that follow it wait, so that a person who is
/// changed a thousand times in a minute costs a handful of requests, each with what is current by then. Where events wait for
/// the attributes, one identify a second is the measure, with some ahead of it.
/// </summary>
/// <remarks>
/// In this process's memory: a dispatcher that takes over a lane may send one identify sooner than the one before would have.
/// </remarks>
/// <param name="clock">Monotonic time is taken.</param>
/// <param name="longest">The longest wait of a change alone; zero for no wait at all.</param>
public sealed class IdentifyPace(TimeProvider clock, TimeSpan longest)
{
    /// <summary>The first wait, and what an awaited identify costs: Customer.io orders a person's updates by the second.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Awaited identifies that may go ahead of one a second: their stamps then run ahead of the clock by as much.</summary>
    private const double Ahead = 5;

    /// <summary>Persons remembered above which those at rest are forgotten.</summary>
    private const int Many = 10_000;

    private readonly ConcurrentDictionary<string, Step> _people = new(StringComparer.Ordinal);

    /// <summary>Whether a person may be identified now.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="isAwaited">Whether an event waits for it.</param>
    public bool IsDue(string personId, bool isAwaited)
    {
        if (longest == TimeSpan.Zero || !_people.TryGetValue(personId, out var step))
        {
            return true;
        }

        var elapsed = clock.GetElapsedTime(step.At);
        return elapsed >= step.Wait || (isAwaited && step.Level - elapsed.TotalSeconds < Ahead);
    }

    /// <summary>Notes that a person was identified.</summary>
    public void Note(string personId)
    {
        if (longest == TimeSpan.Zero)
        {
            return;
        }

        if (_people.Count > Many)
        {
            Forget();
        }

        var now = clock.GetTimestamp();
        _people.AddOrUpdate(
            personId,
            static (_, next) => new Step(next.At, next.Wait, 1),
            (_, last, next) => last.After(clock.GetElapsedTime(last.At, next.At), next.At, longest),
            new Step(now, Shorter(Second, longest), 1));
    }

    private void Forget()
    {
        foreach (var (person, step) in _people)
        {
            if (clock.GetElapsedTime(step.At) > longest + longest)
            {
                _people.TryRemove(new KeyValuePair<string, Step>(person, step));
            }
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    /// <summary>A person's last identify.</summary>
    /// <param name="At">When, as a timestamp.</param>
    /// <param name="Wait">How long a change alone waits from then on.</param>
    /// <param name="Level">Identifies that went ahead of one a second, this one included.</param>
    private readonly record struct Step(long At, TimeSpan Wait, double Level)
    {
        /// <summary>Twice the wait where the changes go on, the first wait again after a rest.</summary>
        public Step After(TimeSpan elapsed, long at, TimeSpan longest) => new(
            at,
            Shorter(elapsed > Wait + Wait ? Second : Wait + Wait, longest),
            Math.Max(0, Level - elapsed.TotalSeconds) + 1);
    }
}
