using Outbox.Mapping.Model;

namespace Outbox.Mapping.Yaml.Tree;

/// <summary>A node of the file.</summary>
internal abstract record YamlNode(Position At);

/// <summary>A scalar; plain where it has no quotes.</summary>
internal sealed record YamlScalar(string Value, bool IsPlain, Position At) : YamlNode(At)
{
    /// <summary>Nothing at all behind the key.</summary>
    public bool IsAbsent => IsPlain && Value.Length == 0;

    /// <summary>YAML's null, spelled out.</summary>
    public bool IsNull => IsPlain && (Value is "~" or "null" or "Null" or "NULL");
}

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlNode> Items, Position At) : YamlNode(At);

/// <summary>A map; its keys differ from each other.</summary>
internal sealed record YamlMap(IReadOnlyList<YamlEntry> Entries, Position At) : YamlNode(At);

/// <summary>An entry of a map.</summary>
internal sealed record YamlEntry(string Key, Position At, YamlNode Value);

/// <summary>What was refused already, so that nothing else is said about it.</summary>
internal sealed record YamlRefused(Position At) : YamlNode(At);
