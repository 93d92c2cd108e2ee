using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;
using Outbox.Stores.SqlServer;

namespace Outbox.Tests.TSql;

/// <summary>SQL Server 2017, 2019, 2022 and 2025 take the grammar of everything that is installed.</summary>
public sealed partial class ParseTests
{
    private static IReadOnlyList<Script> All => [.. Scripts.Product, .. Scripts.Deployment, .. Scripts.Sample, .. Scripts.OfSample, .. Scripts.OfEverything, .. Scripts.OfTypes, .. Scripts.OfNasty, .. Scripts.Reads];

    [Theory]
    [InlineData(SqlServerVersion.Sql140)]
    [InlineData(SqlServerVersion.Sql150)]
    [InlineData(SqlServerVersion.Sql160)]
    [InlineData(SqlServerVersion.Sql170)]
    public void Every_script_parses(SqlServerVersion version)
    {
        var parser = Installed.Parser(version);
        var errors = All.SelectMany(script =>
        {
            using var reader = new StringReader(script.Text);
            parser.Parse(reader, out var found);
            return found.Select(e => $"{script.Name}:{e.Line}:{e.Column} {e.Message}");
        });
        Assert.Empty(errors);
    }

    [Fact]
    public void Whatever_a_migration_makes_an_uninstall_drops()
    {
        var made = SqlServerTexts.Migrations.SelectMany(m => Creation().Matches(m.Text)).Select(m => $"{m.Groups["kind"].Value} {m.Groups["name"].Value}");
        var uninstall = SqlServerTexts.Deploy("Uninstall");
        Assert.DoesNotContain(made, what => !uninstall.Contains($"DROP {what.Replace(" ", " IF EXISTS ", StringComparison.Ordinal)};", StringComparison.Ordinal));
    }

    [Fact]
    public void What_only_newer_versions_know_is_seen()
    {
        using var reader = new StringReader("SELECT 1 WHERE 1 IS DISTINCT FROM 2");
        Installed.Parser(SqlServerVersion.Sql140).Parse(reader, out var errors);
        Assert.NotEmpty(errors);
    }

    [GeneratedRegex(@"CREATE (?<kind>TABLE|TYPE|SEQUENCE) (?<name>outbox\.\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Creation();
}
