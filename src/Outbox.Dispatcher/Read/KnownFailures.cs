namespace Outbox.Dispatcher.Read;

/// <summary>
/// Keys that could not be read alone, as long as they cannot: they are read apart, so that nobody's read is narrowed for them
/// again. Thread-safe.
/// </summary>
/// <param name="most">The most that is remembered; the oldest are forgotten first.</param>
internal sealed class KnownFailures(int most = 10_000)
{
    private readonly Lock _lock = new();
    private readonly HashSet<(string Read, string Key)> _known = [];
    private readonly Queue<(string Read, string Key)> _order = new();

    /// <summary>Those of some keys that are known to fail.</summary>
    public IReadOnlySet<TKey> Among<TKey>(string read, IEnumerable<TKey> keys)
        where TKey : notnull
    {
        lock (_lock)
        {
            return _known.Count == 0 ? new HashSet<TKey>() : keys.Where(key => _known.Contains((read, key.ToString()!))).ToHashSet();
        }
    }

    /// <summary>Takes note of what a read has shown.</summary>
    /// <returns>The keys that were not known to fail.</returns>
    public IReadOnlySet<TKey> Note<TKey>(string read, IEnumerable<TKey> found, IEnumerable<TKey> failed)
        where TKey : notnull
    {
        lock (_lock)
        {
            if (_known.Count > 0)
            {
                foreach (var key in found)
                {
                    _known.Remove((read, key.ToString()!));
                }
            }

            var added = failed.Where(key => _known.Add((read, key.ToString()!))).ToHashSet();
            foreach (var key in added)
            {
                _order.Enqueue((read, key.ToString()!));
            }

            while (_order.Count > most)
            {
                _known.Remove(_order.Dequeue());
            }

            return added;
        }
    }
}
