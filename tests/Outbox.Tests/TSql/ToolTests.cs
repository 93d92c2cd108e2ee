using System.Text.RegularExpressions;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Capture.TSql;
using Outbox.Mapping.Catalog;
using Outbox.Stores;
using Outbox.Stores.SqlServer;
using Outbox.Stores.SqlServer.Clr;
using Outbox.Tests.Golden;
using Outbox.Tests.TSql.Rules;

namespace Outbox.Tests.TSql;

/// <summary>What the deployment's texts pass through leaves names as they are: its own templates, sqlcmd, SSMS and DbUp.</summary>
public sealed partial class ToolTests
{
    private static readonly IReadOnlyList<DeploymentStep> Steps = Deployment.Between(
        ServerInstalled.Nothing, NastyMapping.Read(), NastyMapping.Text, NastyMapping.Catalog(Engine.SqlServer), ServerRules.Default, new ClrPlan(false, false, false, ""), guard: null).Steps;

    [Fact]
    public void A_template_takes_each_parameter_once()
    {
        var filled = SqlTemplate.Fill(
            "EXEC p @schema, @table, @name, @object, @other;",
            ("schema", "N's@table'"), ("table", "N'+SUSER_SNAME()+'"), ("name", "N'x@object'"), ("object", "N'@schema'"));
        Assert.Equal("EXEC p N's@table', N'+SUSER_SNAME()+', N'x@object', N'@schema', @other;", filled);
    }

    [Fact]
    public void What_is_recorded_of_a_trigger_names_its_table_by_literals()
    {
        var recorded = Steps.Single(s => s.Kind == StepKind.Trigger && s.Name.Contains("SUSER_SNAME", StringComparison.Ordinal)).Batches[^1];
        Assert.Contains("WHERE SchemaName = N's@table' AND TableName = N'+SUSER_SNAME()+';", recorded, StringComparison.Ordinal);
        Assert.NotNull(Tree.Of(recorded));
    }

    [Fact]
    public void DbUp_cuts_steps_where_they_are_put_together_and_nowhere_else() => Assert.All(
        Steps.Where(s => s.IsOfMapping),
        step => Assert.Equal(step.Batches.Select(b => b.Trim()), ServerScript.Batches(step.Text).Select(b => b.Trim())));

    [Fact]
    public void In_the_script_for_sqlcmd_no_name_is_a_variable_or_a_separator()
    {
        var script = DeploymentScript.Write("shop$(X)", Steps, WriterReport.Nothing);
        Assert.DoesNotContain("$(", script, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?m)^\s*(:|!!)", script);
        var batches = Separator().Split(script);
        Assert.All(batches, batch => Assert.NotNull(Tree.Of(batch)));
    }

    [Fact]
    public void A_module_that_is_put_together_from_literals_is_the_same_module()
    {
        var trigger = TSqlWriter.Triggers(CapturePlan.For(NastyMapping.Read(), NastyMapping.Catalog(Engine.SqlServer)))
            .Single(t => t.Table.Name == "$(Bookings)");
        foreach (var sql in new[] { trigger.Sql, "SELECT 1 AS [line\r\nGO\nbreak], N'it''s';", ":r file\n!!dir" })
        {
            var batch = ServerText.Batch(sql);
            Assert.EndsWith("EXECUTE (@Sql);", batch, StringComparison.Ordinal);
            Assert.Equal(sql, string.Concat(Literal().Matches(batch).Select(Value)));
        }
    }

    [Fact]
    public void A_batch_without_such_a_name_is_written_as_it_is() => Assert.Equal("SELECT N'GO' AS [go];", ServerText.Batch("SELECT N'GO' AS [go];"));

    private static string Value(Match match) => match.Groups["code"] is { Success: true } code
        ? ((char)int.Parse(code.Value, null)).ToString()
        : match.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"^[ \t]*GO[ \t]*$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Separator();

    [GeneratedRegex(@"N'(?<text>([^']|'')*)'|NCHAR\((?<code>\d+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Literal();
}
