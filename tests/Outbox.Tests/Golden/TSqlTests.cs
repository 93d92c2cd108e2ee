using Outbox.Mapping.Capture;
using Outbox.Mapping.Capture.TSql;
using Outbox.Mapping.Catalog;

namespace Outbox.Tests.Golden;

public sealed class TSqlTests
{
    private static readonly CapturePlan Everything = CapturePlan.For(EverythingMapping.Read(), EverythingMapping.Catalog(Engine.SqlServer));

    private static readonly CapturePlan Types = CapturePlan.For(TypesMapping.Read(), TypesMapping.Catalog);

    public static TheoryData<string> NamesOfReads => [.. Reads(Everything).Select(o => o.Name)];

    public static TheoryData<string> Names => [.. Generated(Everything).Select(o => o.Name)];

    public static TheoryData<string> NamesOfTypes => [.. Generated(Types).Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_generated_sql_is_the_approved_one(string name) =>
        Approved.Matches("SqlServer", name, Generated(Everything).Single(o => o.Name == name).Sql);

    [Theory]
    [MemberData(nameof(NamesOfTypes))]
    public void Every_type_has_its_approved_spelling(string name) =>
        Approved.Matches("SqlServerTypes", name, Generated(Types).Single(o => o.Name == name).Sql);

    [Theory]
    [MemberData(nameof(NamesOfReads))]
    public void A_preview_reads_by_the_approved_sql(string name) =>
        Approved.Matches("SqlServerReads", name, Reads(Everything).Single(o => o.Name == name).Sql);

    [Fact]
    public void No_approved_file_is_left_over()
    {
        Approved.AreAll("SqlServerReads", Reads(Everything).Select(o => o.Name));
        Approved.AreAll("SqlServer", Generated(Everything).Select(o => o.Name));
        Approved.AreAll("SqlServerTypes", Generated(Types).Select(o => o.Name));
    }

    [Fact]
    public void A_table_has_one_trigger() =>
        Assert.Equal(
            ["outbox_Customers", "outbox_Orders", "outbox_Refunds", "outbox_LifecycleEvents", "outbox_Stores", "outbox_Favourites"],
            TSqlWriter.Triggers(Everything).Select(t => t.Name));

    private static IReadOnlyList<GeneratedObject> Reads(CapturePlan plan) =>
        [.. TSqlWriter.Reads(plan), .. ShopReads.Of(plan, TSqlWriter.Source)];

    private static IReadOnlyList<GeneratedObject> Generated(CapturePlan plan) => [.. TSqlWriter.Triggers(plan), .. TSqlWriter.Modules(plan)];
}
