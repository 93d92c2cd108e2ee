using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql.Rules;

/// <summary>Trees of T-SQL texts.</summary>
internal static class Tree
{
    /// <summary>The tree of a text that parses.</summary>
    public static TSqlFragment Of(string text)
    {
        using var reader = new StringReader(text);
        var tree = Installed.Parser(SqlServerVersion.Sql140).Parse(reader, out var errors);
        Assert.True(errors.Count == 0, string.Join(", ", errors.Select(e => $"{e.Line}: {e.Message}")));
        return tree;
    }

    /// <summary>What a check finds in texts, with their names.</summary>
    private static IReadOnlyList<string> Check(IEnumerable<Script> scripts, Func<TSqlFragment, IEnumerable<(TSqlFragment Where, string What)>> check) =>
        [.. scripts.SelectMany(s => check(Of(s.Text)).Select(f => $"{s.Name}:{f.Where.StartLine} {f.What}"))];

    /// <summary>Asserts that a check finds nothing, and says all that it found.</summary>
    public static void AssertClean(IEnumerable<Script> scripts, Func<TSqlFragment, IEnumerable<(TSqlFragment Where, string What)>> check)
    {
        var found = Check(scripts, check);
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>Everything of a kind within a fragment, itself included.</summary>
    public static IReadOnlyList<T> All<T>(this TSqlFragment fragment)
        where T : TSqlFragment
    {
        var found = new Collector<T>();
        fragment.Accept(found);
        return found.Found;
    }

    /// <summary>The text of a fragment in one line, without comments and with single spaces.</summary>
    public static string Text(this TSqlFragment fragment) => string.Join(' ', Enumerable
        .Range(fragment.FirstTokenIndex, fragment.LastTokenIndex - fragment.FirstTokenIndex + 1)
        .Select(i => fragment.ScriptTokenStream[i])
        .Where(t => t.TokenType is not (TSqlTokenType.WhiteSpace or TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment))
        .Select(t => t.Text));

    /// <summary>Whether a fragment lies within another.</summary>
    public static bool IsWithin(this TSqlFragment inner, TSqlFragment outer) =>
        inner.FirstTokenIndex >= outer.FirstTokenIndex && inner.LastTokenIndex <= outer.LastTokenIndex;

    private sealed class Collector<T> : TSqlFragmentVisitor
        where T : TSqlFragment
    {
        public List<T> Found { get; } = [];

        public override void Visit(TSqlFragment node)
        {
            if (node is T wanted)
            {
                Found.Add(wanted);
            }
        }
    }
}
