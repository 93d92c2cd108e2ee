using Outbox.Core.Errors;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml.Tree;

namespace Outbox.Mapping.Yaml;

/// <summary>
/// A node together with what a reader needs to speak of it. Its readers return null for what cannot be read, after
/// they have said so in the log.
/// </summary>
/// <param name="Name">The key it stands under.</param>
/// <param name="KeyAt">The key's place; for an item of a list its own.</param>
/// <param name="Node">The node.</param>
/// <param name="Path">The place by keys.</param>
/// <param name="Log">Where findings go.</param>
internal sealed record Element(string Name, Position KeyAt, YamlNode Node, string Path, FindingLog Log)
{
    public Position At => Node.At;

    public bool IsScalar => Node is YamlScalar;

    /// <summary>Says what is wrong with the value.</summary>
    public void Report(ErrorCode code, string message, string mend) => Log.Add(code, At, Path, message, mend);

    /// <summary>The scalar, whatever it says; null after a finding where there is none.</summary>
    public YamlScalar? Scalar() => Take<YamlScalar>("one value");

    /// <summary>The scalar's text, not empty.</summary>
    public string? Text()
    {
        if (Scalar() is not { } scalar)
            return null;
        if (scalar.Value.Length > 0 && !scalar.IsNull)
            return scalar.Value;
        ReportEmpty();
        return null;
    }

    /// <summary>The map as a section.</summary>
    public Section? Section() => Take<YamlMap>("a map (key: value)") is { } map ? new Section(this, map) : null;

    /// <summary>The entries of a map whose keys are names of the author's.</summary>
    public IReadOnlyList<Element>? Entries()
    {
        if (Take<YamlMap>("a map (name: …)") is not { } map)
            return null;
        if (map.Entries.Count == 0)
            ReportEmpty();
        return [.. map.Entries.Select(Child)];
    }

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<Element>? Items()
    {
        if (Take<YamlList>("a list ([…])") is not { } list)
            return null;
        if (list.Items.Count == 0)
            ReportEmpty();
        return [.. list.Items.Select((item, i) => new Element(Name, item.At, item, KeyPath.Item(Path, i), Log))];
    }

    /// <summary>The items of a list, or the one value that stands in its place.</summary>
    public IReadOnlyList<Element>? OneOrMore() => IsScalar ? [this] : Items();

    /// <summary>An entry of this map.</summary>
    public Element Child(YamlEntry entry) => new(entry.Key, entry.At, entry.Value, KeyPath.Key(Path, entry.Key), Log);

    private T? Take<T>(string wanted) where T : YamlNode
    {
        switch (Node)
        {
            case T node when node is not YamlScalar { IsAbsent: true }:
                return node;
            case YamlRefused:
                return null;
            case YamlScalar { IsAbsent: true } or YamlScalar { IsNull: true }:
                ReportEmpty();
                return null;
            default:
                Report(LintCodes.WrongShape, $"{Title} is {Shape}, but takes {wanted}.", $"Write {wanted} there.");
                return null;
        }
    }

    private void ReportEmpty() =>
        Log.Add(LintCodes.EmptyValue, KeyAt, Path, $"{Title} is empty.", "Give it a value, or take the key out.");

    private string Title => Path.Length == 0 ? "The file" : Name.Quoted();

    private string Shape => Node switch
    {
        YamlMap => "a map",
        YamlList => "a list",
        _ => "one value",
    };
}
