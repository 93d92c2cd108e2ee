using System.Text.RegularExpressions;

namespace Outbox.Tests.TSql;

/// <summary>Statements of T-SQL that stand as texts in C#: what holds a variable part is given a value that parses.</summary>
internal static partial class CodeTexts
{
    /// <summary>Those of a folder's files.</summary>
    public static IReadOnlyList<Script> In(string folder) =>
    [
        .. from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
           where !Path.GetFileName(file).StartsWith("Sqlite", StringComparison.Ordinal)
           let texts = Text().Matches(File.ReadAllText(file))
           from text in texts
           let sql = Sql(text)
           where Statement().IsMatch(sql)
           select new Script($"{Path.GetFileName(file)}: {sql.Trim()[..Math.Min(40, sql.Trim().Length)].ReplaceLineEndings(" ")}", sql),
    ];

    private static string Sql(Match text)
    {
        var sql = text.Groups["raw"].Success ? text.Groups["raw"].Value : text.Groups["text"].Value.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal);
        sql = Own().Replace(sql, "outbox.$1");
        sql = List().Replace(sql, "IN (@$1)");
        sql = Hole().Replace(sql, "1");
        return Rows().IsMatch(sql) ? sql + " SELECT 1" : sql;
    }

    [GeneratedRegex("\\$*\"\"\"(?<raw>.*?)\"\"\"|\\$?\"(?<text>(?:[^\"\\\\\n]|\\\\.)*)\"", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Text();

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|EXEC|WITH|MERGE)\s.*", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Statement();

    /// <summary>The head of an INSERT whose rows the code adds.</summary>
    [GeneratedRegex(@"^\s*INSERT INTO \w+ \([^()]*\)\s*$")]
    private static partial Regex Rows();

    /// <summary>The contract suite's word for a table of the outbox.</summary>
    [GeneratedRegex(@"\{\w*\.?Own\(""(\w+)""\)\}")]
    private static partial Regex Own();

    [GeneratedRegex(@"\bIN @(\w+)")]
    private static partial Regex List();

    [GeneratedRegex(@"\{+[^{}]*\}+")]
    private static partial Regex Hole();
}
