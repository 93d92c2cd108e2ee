using System.Text.RegularExpressions;

namespace Outbox.Tests.Docs;

/// <summary>The error registry: what the source has, the page has, and the reverse.</summary>
public sealed partial class ErrorRegistryTests
{
    private static readonly IReadOnlyList<(string Code, string Title)> Source =
    [
        .. Files("src", "*.cs").SelectMany(text => Declaration().Matches(text))
            .Select(m => (Code: "OBX" + m.Groups["number"].Value, Title: m.Groups["title"].Value))
            .OrderBy(c => c.Code, StringComparer.Ordinal),
    ];

    private static readonly IReadOnlyList<(string Code, string Title, string Text)> Page =
    [
        .. Section().Matches(Repository.Read("docs", "errors.md"))
            .Select(m => (m.Groups["code"].Value, m.Groups["title"].Value, m.Groups["text"].Value)),
    ];

    [Fact]
    public void Every_code_of_the_source_has_its_section_under_its_title_and_the_reverse()
    {
        Assert.InRange(Source.Count, 150, 999);
        Assert.Equal(Source, Page.Select(s => (s.Code, s.Title)));
    }

    [Fact]
    public void No_code_is_given_twice() =>
        Assert.Empty(Source.GroupBy(c => c.Code).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same.Select(c => c.Title))}"));

    [Fact]
    public void Every_section_tells_the_mend() =>
        Assert.Empty(Page.Where(s => !Mend().IsMatch(s.Text)).Select(s => $"{s.Code} has no 'Mend: …'"));

    [Fact]
    public void Whatever_names_a_code_names_one_that_is_there()
    {
        var known = Source.Select(c => c.Code).ToHashSet();
        var named = Files("src", "*.cs").Concat(Files("database", "*.sql")).Concat(Files("docs", "*.md")).Concat(Files("deploy", "*.*"))
            .Append(Repository.Read("README.md"))
            .SelectMany(text => Code().Matches(text).Select(m => m.Value))
            .Distinct();
        Assert.Empty(named.Where(code => !known.Contains(code) && !IsRange(code)).Order(StringComparer.Ordinal));
    }

    /// <summary>Ends of ranges that comments and headings speak of: the room of a registry class.</summary>
    private static bool IsRange(string code) => code.EndsWith("99", StringComparison.Ordinal) || code.EndsWith("00", StringComparison.Ordinal)
        || code.EndsWith('9') || code.EndsWith('0');

    private static IEnumerable<string> Files(string folder, string pattern) => Directory
        .EnumerateFiles(Repository.PathOf(folder), pattern, SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(file => File.ReadAllText(file).ReplaceLineEndings("\n"));

    [GeneratedRegex("""(new|Row|Code)\((\s*"OBX)?(?<number>\d{3})"?, "(?<title>[^"]+)"[,)]""", RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^### (?<code>OBX\d{3}) (?<title>[^\n]+)\n(?<text>.*?)(?=^##|\z)", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Section();

    [GeneratedRegex(@"\bMend:\s+\S+")]
    private static partial Regex Mend();

    [GeneratedRegex(@"\bOBX[1-7]\d{2}\b")]
    private static partial Regex Code();
}
