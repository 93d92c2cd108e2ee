using Outbox.Dispatcher.Plan;

namespace Outbox.Dispatcher.Send;

/// <summary>
/// Persons of whom an item, alone in its request, got an answer that is not understood: a proxy that refuses what the item
/// says, for one. Nothing of theirs is closed; they wait, longer each time, and everybody else goes on. Kept in memory: a new
/// process finds them again. Thread-safe.
/// </summary>
internal sealed class SetAside(Backoff backoff, Jitter jitter, DispatcherStatus status, TimeProvider clock)
{
    /// <summary>Of those whose wait is over, so many are tried in one read: each costs a request of its own.</summary>
    private const int TriedAtOnce = 10;

    /// <summary>Who is tried no more is with another dispatcher, or has no rows left.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _persons = new(StringComparer.Ordinal);

    /// <summary>How many persons wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _persons.Count;
            }
        }
    }

    /// <summary>Sets a person aside, once more.</summary>
    public void Add(string personId)
    {
        lock (_lock)
        {
            var failures = _persons.GetValueOrDefault(personId).Failures + 1;
            _persons[personId] = new Entry(failures, clock.GetUtcNow() + backoff.After(failures, jitter.Next()));
            Tell();
        }
    }

    /// <summary>An answer about persons was understood.</summary>
    public void Remove(IEnumerable<Parcel> parcels)
    {
        lock (_lock)
        {
            var before = _persons.Count;
            foreach (var parcel in before == 0 ? [] : parcels)
            {
                _persons.Remove(parcel.PersonId);
            }

            if (_persons.Count < before)
            {
                Tell();
            }
        }
    }

    /// <summary>Whether a parcel is about somebody who is set aside: it goes alone, and last.</summary>
    public bool Holds(Parcel parcel)
    {
        lock (_lock)
        {
            return _persons.ContainsKey(parcel.PersonId) || (parcel.OtherPersonId is { } other && _persons.ContainsKey(other));
        }
    }

    /// <summary>The parcels that may go now: without those of persons who still wait.</summary>
    public IReadOnlyList<Parcel> Due(IReadOnlyList<Parcel> parcels)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var isForgotten = _persons.RemoveAll(entry => entry.Until + Memory < now) > 0;
            if (isForgotten)
            {
                Tell();
            }

            if (_persons.Count == 0)
            {
                return parcels;
            }

            var tried = _persons.Where(person => person.Value.Until <= now).OrderBy(person => person.Value.Until)
                .Take(TriedAtOnce).Select(person => person.Key).ToHashSet(StringComparer.Ordinal);
            return [.. parcels.Where(parcel => MayGo(parcel.PersonId) && (parcel.OtherPersonId is not { } other || MayGo(other)))];

            bool MayGo(string personId) => tried.Contains(personId) || !_persons.ContainsKey(personId);
        }
    }

    private void Tell()
    {
        var count = _persons.Count;
        status.Note(picture => picture with { SetAside = count });
    }

    private readonly record struct Entry(int Failures, DateTimeOffset Until);
}

file static class DictionaryExtensions
{
    /// <summary>Removes the entries of which something is true; tells how many.</summary>
    public static int RemoveAll<TKey, TValue>(this Dictionary<TKey, TValue> entries, Predicate<TValue> isOver)
        where TKey : notnull
    {
        var over = entries.Where(entry => isOver(entry.Value)).Select(entry => entry.Key).ToList();
        over.ForEach(key => entries.Remove(key));
        return over.Count;
    }
}
