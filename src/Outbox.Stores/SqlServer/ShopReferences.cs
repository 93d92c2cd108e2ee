using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Stores.SqlServer;

/// <summary>What of the shop names something in the schema outbox, and would fail without it.</summary>
internal static partial class ShopReferences
{
    private const string Schema = "outbox";

    /// <summary>The modules and synonyms, each with what it names.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="own">The outbox's own triggers, by their objects' numbers.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(
        SqlConnection connection, IReadOnlySet<int> own, CancellationToken cancellationToken)
    {
        await using var sets = await connection.QueryMultipleAsync(
            new CommandDefinition(SqlServerTexts.Deploy("ReadReferences"), commandTimeout: 0, cancellationToken: cancellationToken));
        var found = new List<(string Name, string Entity)>();
        foreach (var (id, name, text) in await sets.ReadAsync<(int Id, string Name, string? Text)>())
        {
            if (!own.Contains(id) && text is not null)
            {
                found.AddRange(NamedIn(text).Select(entity => (name, entity)));
            }
        }

        found.AddRange((await sets.ReadAsync<(int Id, string Name, string Entity)>()).Where(r => !own.Contains(r.Id)).Select(r => (r.Name, r.Entity)));
        found.AddRange(await sets.ReadAsync<(string Name, string Entity)>());
        return
        [
            .. found.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase)
                .Select(f => $"{f.Key}: {string.Join(", ", f.Select(e => $"{Schema}.{e.Entity}").Distinct(StringComparer.OrdinalIgnoreCase))}")
                .Order(StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>What of the schema a text names, outside of comments; in strings too, since they may be run. Pure.</summary>
    public static IReadOnlyList<string> NamedIn(string text)
    {
        using var reader = new StringReader(text);
        var tokens = new TSql170Parser(initialQuotedIdentifiers: true).GetTokenStream(reader, out _)
            .Where(t => t.TokenType is not (TSqlTokenType.WhiteSpace or TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment))
            .ToList();
        var named = new List<string>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].TokenType is TSqlTokenType.AsciiStringLiteral or TSqlTokenType.UnicodeStringLiteral)
            {
                named.AddRange(InString().Matches(tokens[i].Text).Select(m => m.Groups["entity"].Value));
            }
            else if (i + 2 < tokens.Count && tokens[i + 1].TokenType == TSqlTokenType.Dot
                && string.Equals(Bare(tokens[i].Text), Schema, StringComparison.OrdinalIgnoreCase))
            {
                named.Add(Bare(tokens[i + 2].Text));
            }
        }

        return [.. named.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string Bare(string identifier) => identifier.Trim('[', ']', '"');

    [GeneratedRegex(@"\[?\boutbox\b\]?\s*\.\s*\[?(?<entity>\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex InString();
}
