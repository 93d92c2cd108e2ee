using Outbox.Contract.Tests.Engines;
using Outbox.Core.Errors;
using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>What a purge takes, and what it never takes.</summary>
public abstract class PurgeContract(ContractEngine engine) : ContractTests(engine)
{
    [Fact]
    public async Task Rows_that_were_sent_or_skipped_long_ago_lose_their_payload_and_keep_their_event_id()
    {
        await OrdersAsync(sent: 1, skipped: 1, dead: 1, pending: 1, daysAgo: 40);
        await OrdersAsync(sent: 1, skipped: 0, dead: 0, pending: 0, daysAgo: 20);
        Assert.Equal(new PurgeReport(2, 0), await Shop.Upkeep.PurgeAsync(new PurgeOptions(), Stop));
        Assert.Equal(
            ["sent order_event:1 0", "skipped order_event:2 0", "dead order_event:3 1", "pending order_event:4 1", "sent order_event:5 1"],
            await RowsLeftAsync());

        await ShopAsync("UPDATE Orders SET Status = 'Open'");
        await ShopAsync("UPDATE Orders SET Status = 'Paid' WHERE OrderId = 1");
        Assert.True((await Shop.PendingAsync(Stop)).Single(m => m.EventId == "order_event:1").IsDuplicate);
        Assert.Equal(new PurgeReport(0, 0), await Shop.Upkeep.PurgeAsync(new PurgeOptions(), Stop));
    }

    [Fact]
    public async Task Rows_past_the_memory_of_duplicates_go_and_leave_their_types_horizon()
    {
        await OrdersAsync(sent: 1, skipped: 1, dead: 1, pending: 1, daysAgo: 100);
        await OrdersAsync(sent: 1, skipped: 0, dead: 0, pending: 0, daysAgo: 40);
        Assert.Null(Assert.Single(await Store.ReadEventTypesAsync(Stop)).PurgedBefore);
        Assert.Equal(new PurgeReport(1, 2), await Shop.Upkeep.PurgeAsync(new PurgeOptions(DedupeDays: 90), Stop));
        Assert.Equal(["dead order_event:3 1", "pending order_event:4 1", "sent order_event:5 0"], await RowsLeftAsync());
        var horizon = Assert.Single(await Store.ReadEventTypesAsync(Stop)).PurgedBefore;
        Assert.NotNull(horizon);
        Assert.InRange((await Store.ReadClockAsync(Stop)) - horizon.Value, TimeSpan.FromDays(90), TimeSpan.FromDays(90) + TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_fact_that_is_younger_than_its_row_says_keeps_its_row()
    {
        await OrdersAsync(sent: 2, skipped: 0, dead: 0, pending: 0, daysAgo: 100);
        var clock = await Store.ReadClockAsync(Stop);
        await ShopAsync($"UPDATE {Shop.Own("Message")} SET OccurredAt = @at WHERE EventId = 'order_event:2'", new { at = Shop.Instant(clock.AddDays(-10)) });
        Assert.Equal(1, (await Shop.Upkeep.PurgeAsync(new PurgeOptions(DedupeDays: 90), Stop)).Removed);
        Assert.Equal(["sent order_event:2 0"], await RowsLeftAsync());
    }

    [Fact]
    public async Task A_purge_that_only_counts_changes_nothing()
    {
        await OrdersAsync(sent: 2, skipped: 1, dead: 1, pending: 1, daysAgo: 40);
        var before = await RowsLeftAsync();
        Assert.Equal(new PurgeReport(3, 0), await Shop.Upkeep.PurgeAsync(new PurgeOptions(Execute: false), Stop));
        Assert.Equal(new PurgeReport(0, 3), await Shop.Upkeep.PurgeAsync(new PurgeOptions(DedupeDays: 30, Execute: false), Stop));
        Assert.Equal(before, await RowsLeftAsync());
    }

    [Fact]
    public async Task More_rows_than_a_batch_are_purged_in_several()
    {
        await MigrateOrderEventAsync("{ column: Status, becomes: Paid }");
        await ShopAsync(Faults.ManyRows.Orders(4_500, "Paid"));
        await ShopAsync($"UPDATE {Shop.Own("Message")} SET Status = 'sent', CreatedAt = @at", new { at = Shop.Instant((await Store.ReadClockAsync(Stop)).AddDays(-40)) });
        Assert.Equal(new PurgeReport(4_500, 0), await Shop.Upkeep.PurgeAsync(new PurgeOptions(), Stop));
        Assert.Equal(new PurgeReport(0, 4_500), await Shop.Upkeep.PurgeAsync(new PurgeOptions(DedupeDays: 30), Stop));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(-1, null)]
    [InlineData(30, 29)]
    [InlineData(60, 59)]
    public async Task Fewer_days_than_make_sense_are_refused(int retention, int? dedupe) => Assert.Equal(
        "OBX222",
        (await Assert.ThrowsAsync<OutboxException>(() => Shop.Upkeep.PurgeAsync(new PurgeOptions(retention, dedupe), Stop))).Code.Id);

    private int _orders;

    private async Task OrdersAsync(int sent, int skipped, int dead, int pending, int daysAgo)
    {
        if (_orders == 0)
        {
            await MigrateOrderEventAsync("{ column: Status, becomes: Paid }");
        }

        var at = Shop.Instant((await Store.ReadClockAsync(Stop)).AddDays(-daysAgo));
        foreach (var status in Enumerable.Repeat(MessageStatus.Sent, sent).Concat(Enumerable.Repeat(MessageStatus.Skipped, skipped))
            .Concat(Enumerable.Repeat(MessageStatus.Dead, dead)).Concat(Enumerable.Repeat(MessageStatus.Pending, pending)))
        {
            await ShopAsync($"INSERT INTO Orders (OrderId, CustomerId, Status) VALUES ({++_orders}, 5, 'Paid')");
            await ShopAsync(
                $"UPDATE {Shop.Own("Message")} SET CreatedAt = @at, Status = @status WHERE EventId = @id",
                new { at, status = status.ToString().ToLowerInvariant(), id = $"order_event:{_orders}" });
        }
    }

    private Task<IReadOnlyList<string>> RowsLeftAsync() => Shop.ColumnAsync(
        $"SELECT Status, EventId, CASE WHEN Captured IS NULL THEN 0 ELSE 1 END AS HasPayload FROM {Shop.Own("Message")} ORDER BY EventId");
}

/// <summary>On SQLite.</summary>
public sealed class SqlitePurge() : PurgeContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerPurge() : PurgeContract(new SqlServerEngine());
