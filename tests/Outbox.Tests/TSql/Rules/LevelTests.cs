using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Outbox.Tests.TSql.Rules;

/// <summary>
/// A database's compatibility level can be lowered after a trigger was deployed, to 100 on every version. What a level refuses
/// would then fail every write of the shop. New syntax is not bound to a level, except for new reserved words and what Microsoft
/// names apart (MS ALTER DATABASE compatibility level): TRY_CONVERT (110), OPENJSON and STRING_SPLIT (130).
/// </summary>
public sealed partial class LevelTests
{
    /// <summary>Later than level 100, and not bound to a level: FOR JSON and THROW are clauses and statements of the server's version.</summary>
    private static readonly (string Later, string Earlier)[] NotBound =
    [
        ("CREATE OR ALTER TRIGGER", "CREATE TRIGGER"),
        ("THROW;", "RETURN;"),
        ("FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER", "FOR XML PATH"),
        ("FOR JSON PATH, WITHOUT_ARRAY_WRAPPER", "FOR XML PATH"),
    ];

    [Fact]
    public void A_trigger_runs_at_level_100() => Assert.Empty(Scripts.Triggers.SelectMany(s => Find(s.Text).Select(f => $"{s.Name}: {f}")));

    [Theory]
    [InlineData("SELECT TRY_CONVERT(int, 'a')")]
    [InlineData("SELECT IIF(1 = 1, 2, 3)")]
    [InlineData("SELECT CONCAT('a', 'b')")]
    [InlineData("SELECT STRING_AGG(a, ',') FROM t")]
    [InlineData("SELECT [value] FROM OPENJSON(@rows)")]
    [InlineData("SELECT ROW_NUMBER() OVER (ORDER BY a ROWS UNBOUNDED PRECEDING) FROM t")]
    [InlineData("SELECT a FROM t ORDER BY a OFFSET 1 ROWS")]
    public void What_is_later_is_seen(string sql) => Assert.NotEmpty(Find(sql));

    private static IEnumerable<string> Find(string sql)
    {
        var earlier = NotBound.Aggregate(sql, (text, pair) => text.Replace(pair.Later, pair.Earlier, StringComparison.Ordinal));
        using var reader = new StringReader(earlier);
        new TSql100Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return [.. errors.Select(e => $"{e.Line} {e.Message}"), .. Later().Matches(earlier).Select(m => m.Value)];
    }

    /// <summary>Functions parse under any name: those that came after SQL Server 2008.</summary>
    [GeneratedRegex(@"\b(TRY_CONVERT|TRY_CAST|TRY_PARSE|PARSE|FORMAT|IIF|CHOOSE|CONCAT|CONCAT_WS|EOMONTH|DATEFROMPARTS|DATETIME2FROMPARTS|LAG|LEAD|FIRST_VALUE|LAST_VALUE|STRING_AGG|STRING_SPLIT|STRING_ESCAPE|TRANSLATE|TRIM|OPENJSON|ISJSON|JSON_VALUE|JSON_QUERY|JSON_MODIFY|COMPRESS|DECOMPRESS|DATEDIFF_BIG|GREATEST|LEAST|DATETRUNC|GENERATE_SERIES)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex Later();
}
