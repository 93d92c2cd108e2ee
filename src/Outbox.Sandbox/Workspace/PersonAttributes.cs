using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Workspace;

/// <summary>
/// A person's attributes, each with the timestamp that set it. A cleared one is remembered, or an older value that
/// arrives late would come back.
/// </summary>
internal sealed class PersonAttributes
{
    private readonly Dictionary<string, (ReadOnlyMemory<byte>? Json, long Stamp)> _values = new(StringComparer.Ordinal);

    /// <summary>Attributes that have a value.</summary>
    public int Count { get; private set; }

    /// <summary>Name and value of every attribute that has one.</summary>
    public IEnumerable<(string Name, ReadOnlyMemory<byte> Json)> All() =>
        from pair in _values where pair.Value.Json is not null select (pair.Key, pair.Value.Json!.Value);

    /// <summary>Whether an attribute was set or cleared by a newer timestamp.</summary>
    public bool IsNewer(string name, long stamp) => _values.TryGetValue(name, out var value) && value.Stamp > stamp;

    /// <summary>Whether an attribute has a value.</summary>
    public bool Has(string name) => _values.TryGetValue(name, out var value) && value.Json is not null;

    /// <summary>How many attributes there would be after an update.</summary>
    public int CountAfter(IReadOnlyList<SentAttribute> sent, long stamp)
    {
        var count = Count;
        foreach (var attribute in sent)
        {
            if (!IsNewer(attribute.Name, stamp))
                count += (attribute.Clears ? 0 : 1) - (Has(attribute.Name) ? 1 : 0);
        }

        return count;
    }

    /// <summary>Sets or clears one; false where a newer timestamp stands.</summary>
    public bool Set(SentAttribute attribute, long stamp)
    {
        if (IsNewer(attribute.Name, stamp))
            return false;

        Count += (attribute.Clears ? 0 : 1) - (Has(attribute.Name) ? 1 : 0);
        _values[attribute.Name] = (attribute.Clears ? default(ReadOnlyMemory<byte>?) : attribute.Json, stamp);
        return true;
    }
}
