using Outbox.Mapping.Lint;
using Outbox.Mapping.Yaml.Tree;

namespace Outbox.Mapping.Yaml;

/// <summary>
/// A map with a fixed set of keys: those that its reader asks for. <see cref="Close"/> then reports the others, so
/// no list of keys is kept beside the code that reads them.
/// </summary>
internal sealed class Section(Element owner, YamlMap map)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public Element Owner { get; } = owner;

    /// <summary>Whether the key is there; it counts as known from now on.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The key's element, or null where it is not there.</summary>
    public Element? Find(string key)
    {
        _known.Add(key);
        return map.Entries.FirstOrDefault(e => e.Key == key) is { } entry ? Owner.Child(entry) : null;
    }

    /// <summary>The key's value, or null where it is not there or cannot be read.</summary>
    public T? Optional<T>(string key, Func<Element, T?> read) where T : class => Find(key) is { } element ? read(element) : null;

    /// <summary>The key's value, or the one given where it is not there or cannot be read.</summary>
    public T Optional<T>(string key, Func<Element, T?> read, T otherwise) where T : struct =>
        Find(key) is { } element ? read(element) ?? otherwise : otherwise;

    /// <summary>The key's value; a finding where it is not there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="read">Its reader.</param>
    /// <param name="example">What the author could write.</param>
    public T? Required<T>(string key, Func<Element, T?> read, string example) where T : class
    {
        if (Find(key) is { } element)
            return read(element);
        Owner.Log.Add(
            LintCodes.MissingKey, Owner.KeyAt, KeyPath.Key(Owner.Path, key),
            Owner.Path.Length == 0 ? $"The file has no {key.Quoted()}." : $"{Owner.Name.Quoted()} has no {key.Quoted()}.",
            $"Add it, for example `{example}`.");
        return null;
    }

    /// <summary>Reports the keys that nobody asked for.</summary>
    public void Close()
    {
        foreach (var entry in map.Entries.Where(e => !_known.Contains(e.Key)))
        {
            Owner.Log.Add(
                LintCodes.UnknownKey, entry.At, KeyPath.Key(Owner.Path, entry.Key),
                $"The key {entry.Key.Quoted()} means nothing here.",
                NearestName.Mend(entry.Key, _known, $"Take it out; known here: {string.Join(", ", _known.Order(StringComparer.Ordinal))}."));
        }
    }
}
