using Microsoft.SqlServer.Dac.Model;

namespace Outbox.Tests.TSql;

/// <summary>SQL Server 2017, 2019, 2022 and 2025 take the grammar of everything that is installed.</summary>
public sealed class ParseTests
{
    private static IReadOnlyList<Script> All => [.. Scripts.Product, .. Scripts.Deployment, .. Scripts.Sample, .. Scripts.OfSample, .. Scripts.OfEverything, .. Scripts.OfTypes, .. Scripts.Reads];

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
    public void What_only_newer_versions_know_is_seen()
    {
        using var reader = new StringReader("SELECT 1 WHERE 1 IS DISTINCT FROM 2");
        Installed.Parser(SqlServerVersion.Sql140).Parse(reader, out var errors);
        Assert.NotEmpty(errors);
    }
}
