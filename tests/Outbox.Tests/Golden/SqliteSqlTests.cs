using Outbox.Mapping.Capture;
using Outbox.Mapping.Capture.Sqlite;
using Outbox.Mapping.Catalog;

namespace Outbox.Tests.Golden;

public sealed class SqliteSqlTests
{
    private static readonly CapturePlan Plan = CapturePlan.For(EverythingMapping.Read(), EverythingMapping.Catalog(Engine.Sqlite));

    private static IReadOnlyList<GeneratedObject> Generated => [.. SqliteWriter.Triggers(Plan), .. SqliteWriter.Modules(Plan)];

    private static IReadOnlyList<GeneratedObject> Reads => ShopReads.Of(Plan, SqliteWriter.Source);

    public static TheoryData<string> NamesOfReads => [.. Reads.Select(o => o.Name)];

    public static TheoryData<string> Names => [.. Generated.Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_generated_sql_is_the_approved_one(string name) =>
        Approved.Matches("Sqlite", name, Generated.Single(o => o.Name == name).Sql);

    [Theory]
    [MemberData(nameof(NamesOfReads))]
    public void A_preview_reads_by_the_approved_sql(string name) =>
        Approved.Matches("SqliteReads", name, Reads.Single(o => o.Name == name).Sql);

    [Fact]
    public void No_approved_file_is_left_over()
    {
        Approved.AreAll("Sqlite", Generated.Select(o => o.Name));
        Approved.AreAll("SqliteReads", Reads.Select(o => o.Name));
    }

    [Fact]
    public void An_operation_of_which_nothing_can_come_has_no_trigger() =>
        Assert.Equal(
            ["outbox_LifecycleEvents_insert"],
            SqliteWriter.Triggers(Plan).Where(t => t.Table.Name == "LifecycleEvents").Select(t => t.Name));
}
