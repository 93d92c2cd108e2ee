using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;
using Outbox.Mapping.Catalog;
using Outbox.Stores;
using Outbox.Stores.SqlServer;
using Outbox.Stores.SqlServer.Clr;
using Outbox.Tests.Golden;

namespace Outbox.Tests.TSql;

/// <summary>What <c>migrate</c> runs, read as text.</summary>
public sealed partial class DeploymentTests
{
    private static readonly ClrPlan WithClr = ClrPlan.Decide(
        ClrChoice.Require, new ClrState { HasClr = true, IsEnabled = true, IsStrict = true, MayTrust = true, IsTrusted = false }, "shop");

    [Theory]
    [InlineData(GuardChoice.Refuse, SqlServerVersion.Sql140)]
    [InlineData(GuardChoice.Disable, SqlServerVersion.Sql140)]
    [InlineData(GuardChoice.Refuse, SqlServerVersion.Sql170)]
    [InlineData(GuardChoice.Disable, SqlServerVersion.Sql170)]
    public void The_guard_binds(GuardChoice choice, SqlServerVersion version)
    {
        var (name, sql) = Assert.Single(SchemaGuard.Wanted(choice, []));
        Assert.Empty(Installed.Errors(version, [.. Scripts.Product, new Script(name, sql)]));
        var wrong = sql.Replace("@Refusal = @Refusal OUTPUT", "@Refused = @Refusal OUTPUT", StringComparison.Ordinal);
        Assert.NotEqual(sql, wrong);
    }

    [Fact]
    public void The_guard_stays_as_it_is_where_nothing_is_said_of_it()
    {
        Assert.Empty(SchemaGuard.Wanted(null, ["Backlog"]));
        Assert.Equal(["outbox_guard_disable"], SchemaGuard.Wanted(null, ["Backlog", "OUTBOX_GUARD_DISABLE"]).Select(g => g.Name));
        Assert.Equal(["outbox_guard_refuse"], SchemaGuard.Wanted(GuardChoice.Refuse, ["outbox_guard_disable"]).Select(g => g.Name));
        Assert.Empty(SchemaGuard.Wanted(GuardChoice.Off, ["outbox_guard_disable"]));
    }

    [Fact]
    public void Every_step_waits_for_locks_a_few_seconds_and_no_longer()
    {
        var rules = new ServerRules();
        var steps = Deployment.Between(
                ServerInstalled.Nothing, EverythingMapping.Read(), "version: 1", EverythingMapping.Catalog(Engine.SqlServer), rules, WithClr, GuardChoice.Refuse).AllSteps
            .Concat(Removal.Of(ServerInstalled.Nothing, hasClr: true, rules))
            .ToList();
        Assert.Contains(steps, s => s.Kind == StepKind.Guard);
        Assert.Contains(steps, s => s.Kind == StepKind.Clr);
        Assert.Contains(steps, s => s.Kind == StepKind.Removal);
        Assert.All(steps, s => Assert.Equal(s.Kind != StepKind.Trust, s.Batches[0] == "SET LOCK_TIMEOUT 3000;"));
    }

    [Fact]
    public void What_an_operator_asks_is_what_migrate_reads()
    {
        var procedure = Flat(SqlServerTexts.Programmable.Single(p => p.Name == "ReadDeployment").Text);
        foreach (var name in new[] { "ReadJournal", "ReadModules", "ReadCaptures", "ReadStrays", "ReadMappingHash", "ReadRights" })
        {
            var statement = string.Join('\n', SqlServerTexts.Deploy(name).Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal)));
            Assert.Contains(Flat(statement), procedure, StringComparison.Ordinal);
        }
    }

    private static string Flat(string text) => WhiteSpace().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
