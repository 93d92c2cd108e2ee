using Outbox.Contract.Tests.Engines;
using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>What the dispatcher leans on.</summary>
public abstract class StoreContract(ContractEngine engine) : ContractTests(engine)
{
    private static readonly DateTime Noon = new(2026, 11, 23, 12, 0, 0, 123, DateTimeKind.Utc);

    [Fact]
    public async Task Pending_rows_come_in_order_live_before_backfill_and_no_more_than_asked()
    {
        await OrdersAsync(5);
        await ShopAsync($"UPDATE {Shop.Own("Message")} SET Priority = 1 WHERE EventId = 'order_event:2'");
        Assert.Equal(["order_event:1", "order_event:3", "order_event:4", "order_event:5"], (await Shop.PendingAsync(Stop, 4)).Select(m => m.EventId));
        var read = await Shop.PendingAsync(Stop, 5);
        Assert.Equal("order_event:2", read[4].EventId);
        Assert.Equal(DateTimeKind.Utc, read[0].CreatedAt.Kind);
    }

    [Fact]
    public async Task Rows_of_a_paused_type_wait_and_touches_go_on()
    {
        await MigrateAsync(
            """
            events: { order_event: { table: Orders, id: OrderId, person: CustomerId, when: inserted } }
            feeds:
              - { table: LifecycleEvents, name: event_name, id: event_id, person: customer_id, occurred_at: timestamp }
            """);
        await ShopAsync("INSERT INTO Orders (OrderId) VALUES (1)");
        await ShopAsync("INSERT INTO LifecycleEvents (event_id, event_name, timestamp) VALUES ('e', 'opened', '2026-11-23')");
        await ShopAsync("INSERT INTO Customers (CustomerId) VALUES (1)");
        await ShopAsync($"UPDATE {Shop.Own("EventType")} SET Delivery = 'paused'");
        Assert.Equal(["touch people 1"], await RowsAsync());
        await ShopAsync($"UPDATE {Shop.Own("EventType")} SET Delivery = 'live' WHERE Name = 'order_event'");
        Assert.Equal(["event order_event:1", "touch people 1"], await RowsAsync());
    }

    [Fact]
    public async Task What_was_shaped_is_kept_once_and_read_again()
    {
        await OrdersAsync(1);
        var row = await SingleEventAsync();
        var shaped = new ShapedRow(row.Key, "1", "cust_1", "shadow_order_event", Noon, """{"a":1}""");
        await Store.SaveShapedAsync(await Shop.HoldAsync(Stop), [shaped], [new RecordedFault(row.Key, "order_event", "OBX401", "a", "no")], Stop);
        await Store.SaveShapedAsync(await Shop.HoldAsync(Stop), [shaped with { Properties = "{}" }], [], Stop);
        row = await SingleEventAsync();
        Assert.Equal(
            ("1", "cust_1", "shadow_order_event", Noon, """{"a":1}"""),
            (row.PersonKey, row.PersonId, row.SentAs, row.OccurredAt, row.Properties));
        Assert.Equal(["OBX401"], await FaultsAsync());
    }

    [Fact]
    public async Task A_settled_row_stays_as_it_is_but_for_sent()
    {
        await OrdersAsync(4);
        var ids = (await Shop.PendingAsync(Stop)).Select(m => m.Key).ToList();
        await Shop.CompleteAsync(Completion.Of(
            [Outcome.Sent(ids[0]), Outcome.Dead(ids[1], "OBX450: no"), Outcome.Skipped(ids[2], "OBX451")]), Stop);
        await Shop.CompleteAsync(Completion.Of(
            [Outcome.Dead(ids[0], "late"), Outcome.Sent(ids[1]), Outcome.Dead(ids[2], "late")]), Stop);
        await Store.SaveShapedAsync(await Shop.HoldAsync(Stop), [new ShapedRow(ids[0], null, "late", null, null, null)], [], Stop);
        Assert.Equal(["sent", "sent", "skipped", "pending"], await Shop.ColumnAsync($"SELECT Status FROM {Shop.Own("Message")} ORDER BY MessageId"));
        Assert.Equal(["", "", "OBX451", ""], await Shop.ColumnAsync($"SELECT COALESCE(Reason, '') FROM {Shop.Own("Message")} ORDER BY MessageId"));
        Assert.Equal(["order_event:4"], await EventIdsAsync());
        Assert.Equal(0L, await Shop.ScalarAsync<long>($"SELECT COUNT(*) FROM {Shop.Own("Message")} WHERE PersonId = 'late'"));
    }

    [Fact]
    public async Task The_time_of_sending_is_the_first_ones()
    {
        await OrdersAsync(1);
        var row = await SingleEventAsync();
        await Shop.CompleteAsync(Completion.Of([Outcome.Sent(row.Key)]), Stop);
        var first = Shop.Instant(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await ShopAsync($"UPDATE {Shop.Own("Message")} SET SentAt = @first", new { first });
        await Shop.CompleteAsync(Completion.Of([Outcome.Sent(row.Key)]), Stop);
        Assert.Equal(1L, await Shop.ScalarAsync<long>($"SELECT COUNT(*) FROM {Shop.Own("Message")} WHERE SentAt = @first", new { first }));
    }

    [Fact]
    public async Task An_answer_records_persons_the_attempt_and_the_rows_that_it_carried()
    {
        await OrdersAsync(2);
        var ids = (await Shop.PendingAsync(Stop)).Select(m => m.Key).ToList();
        var attempt = new Attempt(Noon, TimeSpan.FromMilliseconds(12), 2, 300, 200, "accepted", null, ids);
        await Shop.CompleteAsync(
            new Completion([Outcome.Sent(ids[0])], [new("a", "hash", 10), new("b", "hash", 10)], [], [], attempt), Stop);
        await Shop.CompleteAsync(
            new Completion([], [new("a", null, 5)], ["b"], [new(ids[1], "order_event", "OBX460", "x", "gone")], attempt), Stop);
        var sent = await Store.ReadSentPeopleAsync(["a", "b", "c"], Stop);
        Assert.Equal(new SentPerson("a", null, 10), Assert.Single(sent).Value);
        Assert.Equal(2, (await SingleEventAsync()).Attempts);
        Assert.Equal(2L, await Shop.ScalarAsync<long>($"SELECT COUNT(*) FROM {Shop.Own("Attempt")}"));
        Assert.Equal(["OBX460"], await FaultsAsync());
    }

    [Fact]
    public async Task The_status_counts_rows_by_type_and_dead_ones_by_reason()
    {
        await OrdersAsync(3);
        await ShopAsync("INSERT INTO Customers (CustomerId) VALUES (1)");
        var ids = (await Shop.PendingAsync(Stop)).Select(m => m.Key).ToList();
        await Shop.CompleteAsync(Completion.Of([Outcome.Sent(ids[0]), Outcome.Dead(ids[1], "OBX450: no")]), Stop);
        var status = await Store.ReadStatusAsync(Stop);
        Assert.Equal(2, status.Pending);
        Assert.NotNull(status.OldestPendingAt);
        Assert.Equal(
            [new TypeStatus("order_event", "shadow", 1, 1, 1, 0), new TypeStatus("touch", null, 1, 0, 0, 0)],
            status.Types);
        Assert.Equal(1, status.DeadByReason["OBX450"]);
        Assert.Equal(DateTimeKind.Utc, (await Store.ReadClockAsync(Stop)).Kind);
    }

    private async Task OrdersAsync(int count)
    {
        await MigrateOrderEventAsync("inserted");
        foreach (var order in Enumerable.Range(1, count))
        {
            await ShopAsync($"INSERT INTO Orders (OrderId) VALUES ({order})");
        }
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteStore() : StoreContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerStore() : StoreContract(new SqlServerEngine());

/// <summary>On SQL Server, where committed rows are read by their versions: the queue is read without READPAST.</summary>
public sealed class SqlServerRowVersionStore() : StoreContract(new SqlServerEngine(rowVersions: true));
