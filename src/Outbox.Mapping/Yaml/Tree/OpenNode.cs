using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;

namespace Outbox.Mapping.Yaml.Tree;

/// <summary>A list or map whose end has not come yet.</summary>
internal abstract class OpenNode(Position at, string path)
{
    protected Position At { get; } = at;

    protected string Path { get; } = path;

    /// <summary>The path of what comes next.</summary>
    public abstract string NextPath { get; }

    public abstract void Add(YamlNode node);

    public abstract YamlNode Close();
}

internal sealed class OpenList(Position at, string path) : OpenNode(at, path)
{
    private readonly List<YamlNode> _items = [];

    public override string NextPath => KeyPath.Item(Path, _items.Count);

    public override void Add(YamlNode node) => _items.Add(node);

    public override YamlNode Close() => new YamlList(_items, At);
}

internal sealed class OpenMap(Position at, string path, FindingLog log) : OpenNode(at, path)
{
    private readonly List<YamlEntry> _entries = [];
    private readonly Dictionary<string, Position> _keys = new(StringComparer.Ordinal);
    private YamlNode? _key;

    public override string NextPath => _key is YamlScalar key ? KeyPath.Key(Path, key.Value) : Path;

    public override void Add(YamlNode node)
    {
        if (_key is null)
        {
            _key = node;
            return;
        }

        if (_key is YamlScalar key)
            AddEntry(key, node);
        else if (_key is not YamlRefused)
            log.Add(LintCodes.WrongShape, _key.At, Path, "A key is a list or a map.", "Write a plain name before the colon.");
        _key = null;
    }

    public override YamlNode Close() => new YamlMap(_entries, At);

    private void AddEntry(YamlScalar key, YamlNode value)
    {
        if (_keys.TryAdd(key.Value, key.At))
        {
            _entries.Add(new YamlEntry(key.Value, key.At, value));
            return;
        }

        log.Add(
            LintCodes.DuplicateKey, key.At, KeyPath.Key(Path, key.Value),
            $"The key {key.Value.Quoted()} stands on line {_keys[key.Value].Line} already.",
            "Keep one of the two.");
    }
}
