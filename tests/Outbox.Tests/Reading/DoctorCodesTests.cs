using System.Text.RegularExpressions;
using Outbox.Dispatcher.Doctor;

namespace Outbox.Tests.Reading;

/// <summary>The doctor's registry against its page and against the views, which tell the same words.</summary>
public sealed partial class DoctorCodesTests
{
    [Fact]
    public void Every_code_has_its_section_under_its_title_and_no_section_is_without_one()
    {
        var sections = Repository.Read("docs", "errors.md").Split('\n').Where(line => line.StartsWith("### OBX7", StringComparison.Ordinal)).Select(line => line.TrimEnd());
        Assert.Equal(DoctorCodes.All.Select(c => $"### {c.Code.Id} {c.Code.Title}"), sections);
    }

    [Fact]
    public void Codes_are_unique_and_in_order_and_each_has_a_mend()
    {
        Assert.Equal(DoctorCodes.All.Select(c => c.Code.Id).Distinct().Order(StringComparer.Ordinal), DoctorCodes.All.Select(c => c.Code.Id));
        Assert.All(DoctorCodes.All, c => Assert.EndsWith(".", c.Mend, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("database", "sqlserver", "programmable", "views", "Health.sql")]
    [InlineData("database", "sqlite", "migrations", "0001_outbox.sql")]
    public void The_views_say_what_the_registry_says(params string[] path)
    {
        var sql = Repository.Read(path);
        var known = Known().Matches(sql).ToList();
        Assert.NotEmpty(known);
        Assert.All(known, row =>
        {
            var code = DoctorCodes.Of(row.Groups["code"].Value);
            Assert.Equal(
                ($"{(int)code.Priority}", code.Code.Title, code.Mend),
                (row.Groups["priority"].Value, Text(row.Groups["finding"]), Text(row.Groups["mend"])));
        });

        // A code that a view finds and does not know would vanish in its join.
        var found = Code().Matches(sql).Select(m => m.Value).ToHashSet();
        Assert.Empty(found.Except(known.Select(k => k.Groups["code"].Value)));
    }

    [Fact]
    public void A_link_leads_to_the_section()
    {
        var finding = DoctorFinding.Of(DoctorCodes.SharedEmail, "dbo.Customers", "2 people, 1 and 2");
        Assert.Equal("docs/errors.md#obx731-people-share-an-e-mail", finding.Link);
    }

    private static string Text(Group text) => text.Value.Replace("''", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s+\('(?<code>OBX\d{3})', (?<priority>\d), N?'(?<finding>([^']|'')+)', N?'(?<mend>([^']|'')+)'\),?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Known();

    [GeneratedRegex("OBX7\\d{2}")]
    private static partial Regex Code();
}
