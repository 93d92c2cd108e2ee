using Outbox.Mapping.Lint;
using Outbox.Mapping.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Outbox.Mapping.Yaml.Tree;

/// <summary>
/// Builds the file's nodes from YamlDotNet's parsing events. Its own node classes would stop at the first duplicate
/// key, expand aliases and recurse as deep as the file does; here each is one finding.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>A mapping's own depth is about ten.</summary>
    public const int MaxDepth = 40;

    private readonly FindingLog _log;
    private readonly Stack<OpenNode> _open = new();
    private YamlNode? _root;

    private YamlTree(FindingLog log) => _log = log;

    /// <summary>The root, or null where the text has none or breaks YAML's grammar.</summary>
    public static YamlNode? Parse(string text, FindingLog log)
    {
        try
        {
            return new YamlTree(log).Read(new Parser(new StringReader(text)));
        }
        catch (YamlException e)
        {
            Report(e, text, log);
            return null;
        }
    }

    private YamlNode? Read(Parser parser)
    {
        var documents = 0;
        while (MoveNext(parser))
        {
            switch (parser.Current)
            {
                case DocumentStart start when ++documents > 1:
                    _log.Add(
                        LintCodes.SecondDocument, PositionOf(start.Start), "",
                        "A second YAML document begins here.", "Keep one mapping in one file: take out the '---'.");
                    return _root;
                case MappingStart or SequenceStart when _open.Count == MaxDepth:
                    _log.Add(
                        LintCodes.TooDeep, PositionOf(parser.Current.Start), "",
                        $"Lists and maps nest deeper than {MaxDepth}.", "Close the brackets that were left open.");
                    return null;
                case AnchorAlias alias:
                    Refuse(alias);
                    break;
                case NodeEvent node:
                    Take(node);
                    break;
                case MappingEnd or SequenceEnd:
                    Add(_open.Pop().Close());
                    break;
            }
        }

        return _root;
    }

    private void Take(NodeEvent node)
    {
        var at = PositionOf(node.Start);
        var path = _open.TryPeek(out var parent) ? parent.NextPath : "";
        if (!node.Tag.IsEmpty)
        {
            _log.Add(
                LintCodes.AliasOrTag, at, path, "A YAML tag stands here, and a mapping is read without tags.",
                "Take the tag out; quote a value that is meant as text.");
        }

        switch (node)
        {
            case Scalar scalar:
                Add(new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain, at));
                break;
            case SequenceStart:
                _open.Push(new OpenList(at, path));
                break;
            case MappingStart:
                _open.Push(new OpenMap(at, path, _log));
                break;
        }
    }

    // Ten aliases of ten aliases of … make a gigabyte of a kilobyte.
    private void Refuse(AnchorAlias alias)
    {
        var at = PositionOf(alias.Start);
        _log.Add(
            LintCodes.AliasOrTag, at, _open.TryPeek(out var parent) ? parent.NextPath : "",
            $"The alias *{alias.Value.Value.Shortened()} stands here, and a mapping is read without aliases.",
            "Write the value out.");
        Add(new YamlRefused(at));
    }

    private void Add(YamlNode node)
    {
        if (_open.TryPeek(out var parent))
            parent.Add(node);
        else
            _root = node;
    }

    private static Position PositionOf(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    // On some broken texts YamlDotNet's scanner fails its own assertions instead of saying what is wrong.
    private static bool MoveNext(Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception e) when (e is not YamlException)
        {
            var mark = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(mark, mark, "What follows cannot be told apart", e);
        }
    }

    private static void Report(YamlException e, string text, FindingLog log)
    {
        var at = PositionOf(e.Start);
        if (e.Message.Contains("tab", StringComparison.Ordinal) && TabIndent(text, at.Line) is { } line)
            log.Add(LintCodes.NotYaml, new Position(line, 1), "", "The line is indented with a tab, which YAML does not take.", "Indent with spaces.");
        else
            log.Add(LintCodes.NotYaml, at, "", $"This is not YAML: {e.Message.TrimEnd('.')}.", "Look at the indentation, the quotes and the brackets of this line and the one before.");
    }

    // The scanner points at the map around the line as often as at the line itself.
    private static int? TabIndent(string text, int from)
    {
        var lines = text.Split('\n');
        for (var i = from - 1; i < lines.Length; i++)
        {
            var indent = lines[i].AsSpan(0, lines[i].Length - lines[i].AsSpan().TrimStart().Length);
            if (indent.Length < lines[i].Length && indent.Contains('\t'))
                return i + 1;
        }

        return null;
    }
}
