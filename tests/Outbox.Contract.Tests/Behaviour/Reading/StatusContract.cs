using Outbox.Contract.Tests.Engines;
using Outbox.Core.Messages;
using Outbox.Stores;
using Outbox.Stores.Reading;

namespace Outbox.Contract.Tests.Behaviour.Reading;

/// <summary>The outbox in numbers.</summary>
public abstract class StatusContract(ContractEngine engine) : ContractTests(engine)
{
    [Fact]
    public async Task An_outbox_with_nothing_in_it_has_numbers_too()
    {
        await MigrateOrderEventAsync("inserted");
        var status = await Shop.Reader.ReadStatusAsync(7, Stop);
        Assert.Equal((0L, 0L, 0L), (status.Rows.Pending, status.Health.Pending, status.People));
        Assert.Equal(new DeliveryLag(0, null, null, null, null), status.Lag);
        Assert.Equal(0, status.Rate);
        Assert.Empty(status.Requests);
        Assert.Empty(status.Dispatchers);
        Assert.Empty(status.Volume);
        Assert.NotEmpty(status.Lanes);
        Assert.All(status.Lanes, lane => Assert.True(lane.IsFree));
    }

    [Fact]
    public async Task Lanes_dispatchers_requests_lag_and_volume_are_told()
    {
        await MigrateOrderEventAsync("inserted");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5), (2, 5), (3, 6)");
        var rows = await Shop.PendingAsync(Stop);
        var lanes = await Shop.HoldAsync(Stop);
        await Store.SaveShapedAsync(
            lanes, [.. rows.Select(r => new ShapedRow(r.Key, r.PersonKey, $"cust_{r.PersonKey}", "shadow_order_event", null, "{}"))], [], Stop);
        var now = await Store.ReadClockAsync(Stop);
        await Store.CompleteAsync(
            lanes,
            new Completion(
                [.. rows.Select(r => Outcome.Sent(r.Key))], [new("cust_5", "a", 1), new("cust_6", "b", 1)], [], [],
                new Attempt(now, TimeSpan.FromMilliseconds(12), 3, 300, 200, "accepted", null, [.. rows.Select(r => r.Key)])),
            Stop);
        await LagAsync("order_event:1", now, 100);
        await LagAsync("order_event:2", now, 200);
        await LagAsync("order_event:3", now, 4_000);

        var status = await Shop.Reader.ReadStatusAsync(7, Stop);
        Assert.Equal(new DeliveryLag(3, 200, 4_000, 4_000, 4_000), status.Lag);
        Assert.Equal(("accepted", 1L, 3L, 12L), status.Requests.Select(r => (r.Answer, r.Requests, r.Items, r.AverageMs)).Single());
        Assert.Equal(3 / 60.0, status.Rate);
        Assert.Equal(2, status.People);
        Assert.Equal(("test", "host", "1.0", true), status.Dispatchers.Select(d => (d.Owner, d.Host, d.Version, d.IsAlive)).Single());
        Assert.All(status.Lanes, lane => Assert.Equal(("test", false, 0L), (lane.Owner, lane.IsFree, lane.Pending)));
        Assert.All(status.Volume, v => Assert.Equal((3L, 3L, 2L), (v.Captured, v.Sent, v.People)));
        Assert.Equal([null, "order_event"], status.Volume.Select(v => v.Name).Order());
        Assert.Equal(DateTimeKind.Utc, status.Health.Now.Kind);
    }

    [Fact]
    public async Task The_volume_is_told_by_day_and_no_further_back_than_asked()
    {
        await MigrateOrderEventAsync("inserted");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5)");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (2, 5)");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (3, 5)");
        var noon = (await Store.ReadClockAsync(Stop)).Date.AddHours(12);
        await CreatedAsync("order_event:1", noon.AddDays(-9));
        await CreatedAsync("order_event:2", noon.AddDays(-2));
        Assert.Equal([DateOnly.FromDateTime(noon.AddDays(-2)), DateOnly.FromDateTime(noon)], await DaysAsync(7));
        Assert.Equal(3, (await DaysAsync(10)).Count);
        Assert.Single(await DaysAsync(1));
        Assert.Empty(await DaysAsync(0));
    }

    [Fact]
    public async Task Rows_of_a_paused_type_are_told_apart_and_do_not_make_the_backlog_old()
    {
        await MigrateAsync(
            """
            events:
              order_event: { table: Orders, id: OrderId, person: CustomerId, when: inserted }
              refund_event: { table: Refunds, id: RefundId, person: OrderId, when: inserted }
            """);
        await ShopAsync("INSERT INTO Refunds (RefundId, OrderId) VALUES (1, 1)");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5)");
        var noon = (await Store.ReadClockAsync(Stop)).Date.AddHours(-12);
        await CreatedAsync("refund_event:1", noon);
        await CreatedAsync("order_event:1", noon.AddHours(6));
        await ShopAsync($"UPDATE {Shop.Own("EventType")} SET Delivery = 'paused' WHERE Name = 'refund_event'");
        var health = await Store.ReadHealthAsync(Stop);
        Assert.Equal((2L, 1L), (health.Pending, health.Paused));
        Assert.Equal((noon.AddHours(6), noon), (health.OldestLiveEventAt, health.OldestPausedEventAt));
        await ShopAsync($"UPDATE {Shop.Own("EventType")} SET Delivery = 'live'");
        health = await Store.ReadHealthAsync(Stop);
        Assert.Equal((2L, 0L, noon, null), (health.Pending, health.Paused, health.OldestLiveEventAt, health.OldestPausedEventAt));
    }

    private async Task<IReadOnlyList<DateOnly>> DaysAsync(int days) =>
        [.. (await Shop.Reader.ReadStatusAsync(days, Stop)).Volume.Where(v => v.Name is null).Select(v => v.Day)];

    private Task CreatedAsync(string id, DateTime at) =>
        ShopAsync($"UPDATE {Shop.Own("Message")} SET CreatedAt = @at WHERE EventId = @id", new { id, at = Shop.Instant(at) });

    private Task LagAsync(string id, DateTime now, int ms) => ShopAsync(
        $"UPDATE {Shop.Own("Message")} SET CreatedAt = @created, SentAt = @sent WHERE EventId = @id",
        new { id, created = Shop.Instant(now), sent = Shop.Instant(now.AddMilliseconds(ms)) });
}

/// <summary>On SQLite.</summary>
public sealed class SqliteStatusReading() : StatusContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerStatusReading() : StatusContract(new SqlServerEngine());
