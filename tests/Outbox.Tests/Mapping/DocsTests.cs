using System.Text.RegularExpressions;
using Outbox.Mapping.Lint;

namespace Outbox.Tests.Mapping;

public sealed partial class DocsTests
{
    [Fact]
    public void Every_code_has_its_section_under_its_title()
    {
        var sections = File.ReadLines(Page("errors.md")).Where(line => line.StartsWith("### OBX1", StringComparison.Ordinal));
        Assert.Equal(LintCodes.All.Concat(DatabaseLintCodes.All).Concat(AttributeLintCodes.All).Select(c => $"### {c.Id} {c.Title}"), sections);
    }

    [Fact]
    public void The_first_example_of_the_reference_is_a_good_mapping()
    {
        var example = Example().Match(File.ReadAllText(Page("mapping.md")).ReplaceLineEndings("\n"));
        Assert.True(example.Success);
        Assert.Empty(MappingLint.CheckText(example.Groups["yaml"].Value).Findings);
    }

    private static string Page(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Outbox.sln")))
            folder = folder.Parent;
        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, "docs", name);
    }

    [GeneratedRegex("```yaml\n(?<yaml>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
