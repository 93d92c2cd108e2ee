using Outbox.Contract.Tests.Engines;
using Outbox.Core.Errors;
using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>How an outbox stays small, and what it may forget.</summary>
public abstract class PurgeContract(ContractEngine engine) : ContractTests(engine)
{
    private const string Event = "order_event";

    [Fact]
    public async Task An_old_row_that_was_sent_or_skipped_loses_its_payload_and_keeps_its_id()
    {
        await OrdersAsync(2);
        await SettleAsync((1, MessageStatus.Sent), (2, MessageStatus.Skipped));
        await AgeAsync(40);
        Assert.Equal(new PurgeReport(2, 0), await PurgeAsync(new PurgeOptions()));
        Assert.Equal(["order_event:1", "order_event:2"], await ColumnAsync("EventId"));
        Assert.Equal(0L, await CountAsync("Captured IS NOT NULL OR Properties IS NOT NULL"));
        Assert.Equal(new PurgeReport(0, 0), await PurgeAsync(new PurgeOptions()));
    }

    [Fact]
    public async Task Pending_dead_and_young_rows_stay_as_they_are()
    {
        await OrdersAsync(3);
        await SettleAsync((2, MessageStatus.Dead));
        await AgeAsync(400);
        await ShopAsync("INSERT INTO Orders (OrderId) VALUES (4)");
        await SettleAsync((4, MessageStatus.Sent));
        Assert.Equal(new PurgeReport(0, 0), await PurgeAsync(new PurgeOptions(DedupeDays: 100)));
        Assert.Equal(4L, await CountAsync("Captured IS NOT NULL"));
    }

    [Fact]
    public async Task A_purged_rows_id_still_finds_duplicates_until_the_row_goes()
    {
        await OrdersAsync(1);
        await SettleAsync((1, MessageStatus.Sent));
        await AgeAsync(40);
        await PurgeAsync(new PurgeOptions());
        await ShopAsync("DELETE FROM Orders");
        await ShopAsync("INSERT INTO Orders (OrderId) VALUES (1)");
        Assert.True((await SingleEventAsync()).IsDuplicate);
        await PurgeAsync(new PurgeOptions(DedupeDays: 30));
        Assert.False((await SingleEventAsync()).IsDuplicate);
    }

    [Fact]
    public async Task What_goes_moves_the_horizon_of_its_type_and_of_no_other()
    {
        await OrdersAsync(1);
        await ShopAsync("INSERT INTO Customers (CustomerId) VALUES (1)");
        await SettleAsync((1, MessageStatus.Sent));
        await AgeAsync(100);
        Assert.Null(await HorizonAsync(Event));
        Assert.Equal(new PurgeReport(0, 1), await PurgeAsync(new PurgeOptions(DedupeDays: 60)));
        var horizon = await HorizonAsync(Event);
        Assert.Equal(DateTimeKind.Utc, horizon!.Value.Kind);
        Assert.Equal(60, ((await Store.ReadClockAsync(Stop)) - horizon.Value).TotalDays, 0.1);
        Assert.Equal(["pending"], await ColumnAsync("Status"));
        Assert.Null(await HorizonAsync("customer_event"));
    }

    [Fact]
    public async Task A_fact_of_lately_keeps_its_row_however_long_ago_it_was_captured()
    {
        await OrdersAsync(1);
        await SettleAsync((1, MessageStatus.Sent));
        await AgeAsync(100);
        await ShopAsync($"UPDATE {Shop.Own("Message")} SET OccurredAt = @now", new { now = Shop.Instant(DateTime.UnixEpoch.AddYears(200)) });
        Assert.Equal(new PurgeReport(1, 0), await PurgeAsync(new PurgeOptions(DedupeDays: 60)));
    }

    [Fact]
    public async Task Requests_of_long_ago_leave_the_attempt_log()
    {
        await OrdersAsync(1);
        var now = await Store.ReadClockAsync(Stop);
        foreach (var days in new[] { 40, 31, 29, 0 })
        {
            var attempt = new Attempt(now.AddDays(-days), TimeSpan.FromSeconds(1), 1, 1, 200, "Accepted", null, [new RowKey(1, default)]);
            await Shop.CompleteAsync(new Completion([], [], [], [], attempt), Stop);
        }

        await PurgeAsync(new PurgeOptions(Execute: false));
        Assert.Equal(4L, await Shop.ScalarAsync<long>($"SELECT COUNT(*) FROM {Shop.Own("Attempt")}"));
        await PurgeAsync(new PurgeOptions());
        Assert.Equal(2L, await Shop.ScalarAsync<long>($"SELECT COUNT(*) FROM {Shop.Own("Attempt")}"));
    }

    [Fact]
    public async Task Faults_of_long_ago_go()
    {
        await OrdersAsync(1);
        foreach (var days in new[] { 100, 91, 89 })
        {
            await ShopAsync(
                $"INSERT INTO {Shop.Own("Fault")} (CapturedBy, Code, CreatedAt) VALUES ('order_event', 'OBX401', @at)",
                new { at = Shop.Instant((await Store.ReadClockAsync(Stop)).AddDays(-days)) });
        }

        await PurgeAsync(new PurgeOptions(Execute: false));
        Assert.Equal(3L, await Shop.ScalarAsync<long>($"SELECT COUNT(*) FROM {Shop.Own("Fault")}"));
        await PurgeAsync(new PurgeOptions());
        Assert.Equal(1L, await Shop.ScalarAsync<long>($"SELECT COUNT(*) FROM {Shop.Own("Fault")}"));
    }

    [Fact]
    public async Task A_row_that_is_closed_after_a_purge_has_passed_it_loses_its_payload_with_the_next()
    {
        await OrdersAsync(3);
        await SettleAsync((1, MessageStatus.Sent), (3, MessageStatus.Dead));
        await AgeAsync(40);
        Assert.Equal(new PurgeReport(1, 0), await PurgeAsync(new PurgeOptions()));
        await SettleAsync((2, MessageStatus.Sent));
        Assert.Equal(new PurgeReport(1, 0), await PurgeAsync(new PurgeOptions()));
        Assert.Equal(new PurgeReport(0, 0), await PurgeAsync(new PurgeOptions()));
        await ShopAsync($"UPDATE {Shop.Own("Message")} SET Status = 'skipped' WHERE Status = 'dead'");
        Assert.Equal(new PurgeReport(1, 0), await PurgeAsync(new PurgeOptions()));
        Assert.Equal(0L, await CountAsync("Captured IS NOT NULL"));
    }

    [Fact]
    public async Task A_plan_counts_and_changes_nothing()
    {
        await OrdersAsync(2);
        await SettleAsync((1, MessageStatus.Sent), (2, MessageStatus.Sent));
        await AgeAsync(100);
        Assert.Equal(new PurgeReport(2, 0), await PurgeAsync(new PurgeOptions(Execute: false)));
        Assert.Equal(new PurgeReport(0, 2), await PurgeAsync(new PurgeOptions(DedupeDays: 60, Execute: false)));
        Assert.Equal(2L, await CountAsync("Captured IS NOT NULL"));
        Assert.Null(await HorizonAsync(Event));
    }

    [Fact]
    public async Task More_rows_than_a_batch_are_all_done()
    {
        await OrdersAsync(4_500);
        await ShopAsync($"UPDATE {Shop.Own("Message")} SET Status = 'sent'");
        await AgeAsync(100);
        Assert.Equal(new PurgeReport(4_500, 0), await PurgeAsync(new PurgeOptions()));
        Assert.Equal(new PurgeReport(0, 4_500), await PurgeAsync(new PurgeOptions(DedupeDays: 60)));
        Assert.Equal(0L, await CountAsync("1 = 1"));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(30, 29)]
    [InlineData(90, 60)]
    public async Task What_is_out_of_range_is_refused_before_anything_is_done(int retentionDays, int? dedupeDays)
    {
        await OrdersAsync(1);
        var error = await Assert.ThrowsAsync<OutboxException>(() => PurgeAsync(new PurgeOptions(retentionDays, dedupeDays)));
        Assert.Equal("OBX222", error.Code.Id);
    }

    private Task<PurgeReport> PurgeAsync(PurgeOptions options) => Shop.Upkeep.PurgeAsync(options, Stop);

    private async Task OrdersAsync(int count)
    {
        await MigrateAsync(
            """
            events:
              order_event: { table: Orders, id: OrderId, person: CustomerId, when: inserted }
              customer_event: { table: Customers, id: CustomerId, person: CustomerId, when: deleted }
            """);
        foreach (var some in Enumerable.Range(1, count).Chunk(900))
        {
            await ShopAsync($"INSERT INTO Orders (OrderId) VALUES {string.Join(", ", some.Select(i => $"({i})"))}");
        }
    }

    private async Task SettleAsync(params (int Order, MessageStatus Status)[] rows)
    {
        var pending = (await Shop.PendingAsync(Stop)).Where(m => m.EventId is not null).ToDictionary(m => m.EventId!, m => m.Key);
        await Shop.CompleteAsync(
            Completion.Of([.. rows.Select(r => new Outcome(pending[$"{Event}:{r.Order}"], r.Status, null))]), Stop);
    }

    private async Task AgeAsync(int days)
    {
        var then = (await Store.ReadClockAsync(Stop)).AddDays(-days);
        await ShopAsync($"UPDATE {Shop.Own("Message")} SET CreatedAt = @then", new { then = Shop.Instant(then) });
    }

    private async Task<DateTime?> HorizonAsync(string type) =>
        (await Store.ReadEventTypesAsync(Stop)).Single(t => t.Name == type).PurgedBefore;

    private Task<IReadOnlyList<string>> ColumnAsync(string column) =>
        Shop.ColumnAsync($"SELECT {column} FROM {Shop.Own("Message")} ORDER BY MessageId");

    private Task<long> CountAsync(string where) => Shop.ScalarAsync<long>($"SELECT COUNT(*) FROM {Shop.Own("Message")} WHERE {where}");
}

/// <summary>On SQLite.</summary>
public sealed class SqlitePurge() : PurgeContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerPurge() : PurgeContract(new SqlServerEngine());
