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

    /// <summary>Name and unix seconds of every attribute that has a value.</summary>
    public IEnumerable<(string Name, long Stamp)> Stamps() => from pair in _values where pair.Value.Json is not null select (pair.Key, pair.Value.Stamp);

    /// <summary>Whether an attribute was set or cleared by a newer timestamp.</summary>
    public bool IsNewer(string name, long stamp) => _values.TryGetValue(name, out var value) && value.Stamp > stamp;

    /// <summary>The value of an attribute; null where it has none.</summary>
    public ReadOnlyMemory<byte>? Find(string name) => _values.TryGetValue(name, out var value) ? value.Json : null;

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

    /// <summary>
    /// Takes what it lacks from another's: "attributes that are not set, or are empty, on the primary" (Customer.io, "How
    /// merging people works").
    /// </summary>
    /// <returns>What it took.</returns>
    public IReadOnlyList<SentAttribute> TakeMissing(PersonAttributes other)
    {
        var taken = new List<SentAttribute>();
        foreach (var (name, (json, stamp)) in other._values)
        {
            if (json is null || (_values.TryGetValue(name, out var own) && own.Json is { } value && !value.Span.SequenceEqual("\"\""u8)))
                continue;

            Count += Has(name) ? 0 : 1;
            _values[name] = (json, Math.Max(stamp, _values.GetValueOrDefault(name).Stamp));
            taken.Add(new(name, json.Value));
        }

        return taken;
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
