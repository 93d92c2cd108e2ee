namespace Outbox.Sandbox.Workspace;

/// <summary>
/// A log in order of arrival that keeps its newest entries: a ring that grows up to its capacity. Found by sequence
/// number, which must rise from entry to entry and may leave gaps.
/// </summary>
/// <param name="sequence">An entry's number.</param>
/// <param name="capacity">How many entries are kept.</param>
internal sealed class ArrivalLog<T>(Func<T, long> sequence, int capacity = int.MaxValue)
{
    private T[] _ring = [];
    private int _first;

    public int Count { get; private set; }

    /// <summary>Entries that were added, those that are no longer kept included.</summary>
    public long Total { get; private set; }

    public T this[int index] => _ring[(int)(((long)_first + index) % _ring.Length)];

    public void Add(T entry)
    {
        Total++;
        if (Count == _ring.Length && Count < capacity)
            Grow();

        if (Count < _ring.Length)
        {
            _ring[(int)(((long)_first + Count++) % _ring.Length)] = entry;
            return;
        }

        _ring[_first] = entry;
        _first = (_first + 1) % _ring.Length;
    }

    /// <summary>The entries above a number, oldest first.</summary>
    public IEnumerable<T> After(long number)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (sequence(this[middle]) > number)
                high = middle;
            else
                low = middle + 1;
        }

        for (var i = low; i < Count; i++)
        {
            yield return this[i];
        }
    }

    /// <summary>All entries, newest first.</summary>
    public IEnumerable<T> NewestFirst()
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            yield return this[i];
        }
    }

    /// <summary>An entry's number.</summary>
    public long SequenceOf(T entry) => sequence(entry);

    private void Grow()
    {
        var larger = new T[(int)Math.Min(capacity, Math.Max(16L, 2L * _ring.Length))];
        for (var i = 0; i < Count; i++)
        {
            larger[i] = this[i];
        }

        (_ring, _first) = (larger, 0);
    }
}
