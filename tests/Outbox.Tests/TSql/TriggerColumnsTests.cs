using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Capture.TSql;
using Outbox.Mapping.Catalog;
using Outbox.Stores.SqlServer;
using Outbox.Tests.Golden;

namespace Outbox.Tests.TSql;

/// <summary>The columns that a trigger is recorded to need are those that it needs: the binder says so.</summary>
public sealed partial class TriggerColumnsTests
{
    private static readonly CapturePlan Everything = CapturePlan.For(EverythingMapping.Read(), EverythingMapping.Catalog(Engine.SqlServer));
    private static readonly CapturePlan Sample = CapturePlan.For(Scripts.SampleMapping(), SampleCatalog.Read());

    public static TheoryData<string> Plans => [nameof(Everything), nameof(Sample)];

    [Theory]
    [MemberData(nameof(Plans))]
    public void With_these_columns_alone_every_trigger_binds(string plan) =>
        Assert.Empty(Errors(Of(plan), (table, trigger) => [.. table.Columns.Where(c => IsNamed(trigger, c) || table.PrimaryKey.Contains(c.Name))]));

    [Theory]
    [MemberData(nameof(Plans))]
    public void Without_them_the_binder_names_each(string plan)
    {
        var errors = Errors(Of(plan), (table, trigger) => [.. table.Columns.Where(c => !IsNamed(trigger, c) || table.PrimaryKey.Contains(c.Name))]);
        foreach (var trigger in TSqlWriter.Triggers(Of(plan)))
        {
            var table = Of(plan).Table(trigger.Table);
            foreach (var column in table.Columns.Where(c => IsNamed(trigger, c) && !table.PrimaryKey.Contains(c.Name)))
            {
                Assert.Contains(errors, e => e.Contains($"[{trigger.Name}]", StringComparison.OrdinalIgnoreCase) && e.Contains($"[{column.Name}]", StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    [Fact]
    public void Each_is_told_with_the_mappings_line_or_as_the_key()
    {
        var orders = TSqlWriter.Triggers(Everything).Single(t => t.Name == "outbox_Orders");
        var columns = CaptureColumns.Of(orders, Everything);
        Assert.All(columns, c => Assert.Matches(@", line \d+$|^the primary key", c.MappedAt));
        Assert.StartsWith("events.order_completed.", columns.Single(c => c.Name == "Total").MappedAt, StringComparison.Ordinal);
        Assert.DoesNotContain(columns, c => c.MappedAt.Contains("line 0", StringComparison.Ordinal));
    }

    [Fact]
    public void The_kinds_that_the_server_compares_are_those_that_are_recorded()
    {
        var sql = SqlServerTexts.Programmable.Single(p => p.Name == "CaptureStates").Text;
        var told = Kinds().Matches(sql).SelectMany(m => Names().Matches(m.Groups["names"].Value).Select(n => (Type: n.Groups["name"].Value, Kind: m.Groups["kind"].Value))).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, t => Assert.Equal(SqlServerTypes.KindOf(t.Type).ToString(), t.Kind));
        Assert.Equal(
            Enum.GetNames<ColumnKind>().Except([nameof(ColumnKind.Unsupported), nameof(ColumnKind.Unknown)]).Order(StringComparer.Ordinal),
            told.Select(t => t.Kind).Distinct().Order(StringComparer.Ordinal));
        string[] types = ["tinyint", "smallint", "int", "bigint", "decimal", "numeric", "money", "smallmoney", "float", "real", "bit", "char", "varchar", "nchar", "nvarchar", "date", "time", "datetime", "smalldatetime", "datetime2", "datetimeoffset", "uniqueidentifier", "binary", "varbinary", "timestamp"];
        Assert.Equal(types.Order(StringComparer.Ordinal), told.Select(t => t.Type).Order(StringComparer.Ordinal));
    }

    private static CapturePlan Of(string name) => name == nameof(Everything) ? Everything : Sample;

    private static bool IsNamed(GeneratedTrigger trigger, CatalogColumn column) =>
        TriggerColumns.Of(trigger.Sql).Contains(column.Name, StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<string> Errors(CapturePlan plan, Func<CatalogTable, GeneratedTrigger, IReadOnlyList<CatalogColumn>> columns)
    {
        var triggers = TSqlWriter.Triggers(plan);
        var tables = triggers.Select(t => (Table: plan.Table(t.Table), Trigger: t)).Select(t => Scripts.CreateTable(t.Table with { Columns = columns(t.Table, t.Trigger) }));
        return Installed.Errors(SqlServerVersion.Sql140, [.. Scripts.Product, .. tables, .. triggers.Select(t => new Script(t.Name, t.Sql))]);
    }

    [GeneratedRegex(@"WHEN y\.name IN \((?<names>[^)]*)\) THEN '(?<kind>\w+)'", RegexOptions.ExplicitCapture)]
    private static partial Regex Kinds();

    [GeneratedRegex(@"N'(?<name>\w+)'", RegexOptions.ExplicitCapture)]
    private static partial Regex Names();
}
