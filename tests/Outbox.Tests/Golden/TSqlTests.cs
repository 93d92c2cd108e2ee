using Outbox.Mapping.Capture;
using Outbox.Mapping.Capture.TSql;
using Outbox.Mapping.Catalog;

namespace Outbox.Tests.Golden;

public sealed class TSqlTests
{
    private static readonly CapturePlan Plan = CapturePlan.For(EverythingMapping.Read(), EverythingMapping.Catalog(Engine.SqlServer));

    private static IReadOnlyList<GeneratedObject> Generated => [.. TSqlWriter.Triggers(Plan), .. TSqlWriter.Modules(Plan)];

    public static TheoryData<string> Names => [.. Generated.Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_generated_sql_is_the_approved_one(string name) =>
        Approved.Matches("SqlServer", name, Generated.Single(o => o.Name == name).Sql);

    [Fact]
    public void No_approved_file_is_left_over() => Approved.AreAll("SqlServer", Generated.Select(o => o.Name));

    [Fact]
    public void A_table_has_one_trigger() =>
        Assert.Equal(
            ["outbox_Customers", "outbox_Orders", "outbox_Refunds", "outbox_LifecycleEvents"],
            TSqlWriter.Triggers(Plan).Select(t => t.Name));
}
