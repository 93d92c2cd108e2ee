using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql.Collations;

/// <summary>The COLLATE clauses of a script.</summary>
internal static class Collations
{
    /// <summary>The script without each in turn, and the line on which it stood.</summary>
    public static IEnumerable<(int Line, Script Script)> Without(Script script)
    {
        using var reader = new StringReader(script.Text);
        var tokens = new TSql170Parser(initialQuotedIdentifiers: true).GetTokenStream(reader, out _);
        foreach (var collate in tokens.Where(t => t.TokenType == TSqlTokenType.Collate))
        {
            var name = tokens.Skip(tokens.IndexOf(collate) + 1).First(t => t.TokenType != TSqlTokenType.WhiteSpace);
            var end = name.Offset + name.Text.Length;
            yield return (collate.Line, script with { Text = script.Text[..collate.Offset] + script.Text[end..] });
        }
    }
}
