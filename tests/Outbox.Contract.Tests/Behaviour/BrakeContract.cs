using Outbox.Contract.Tests.Engines;
using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>The brake on mass death, and how dead rows are taken back.</summary>
public abstract class BrakeContract(ContractEngine engine) : ContractTests(engine)
{
    private static readonly BrakeHold Hold = new("dispatcher", 50, 60, "OBX459");

    [Fact]
    public async Task Sending_is_held_for_all_until_it_is_resumed()
    {
        await OrdersAsync(1);
        var before = await Store.ReadBrakeAsync(Stop);
        Assert.Equal((null, null), (before.HeldAt, before.Hold));

        await Store.HoldSendingAsync(Hold, Stop);
        await Store.HoldSendingAsync(Hold with { Dead = 999 }, Stop);
        var held = await Store.ReadBrakeAsync(Stop);
        Assert.NotNull(held.HeldAt);
        Assert.Equal(Hold, held.Hold);

        Assert.True(await Store.ResumeSendingAsync("ann", TimeSpan.Zero, Stop));
        Assert.False(await Store.ResumeSendingAsync("ann", TimeSpan.Zero, Stop));
        var resumed = await Store.ReadBrakeAsync(Stop);
        Assert.Null(resumed.HeldAt);
        Assert.Null(resumed.AcceptedUntil);
        Assert.InRange((resumed.Now - resumed.ResumedAt!.Value).TotalSeconds, -1, 600);
    }

    [Fact]
    public async Task Whoever_accepts_that_rows_die_is_not_held_up_again_for_so_long()
    {
        await OrdersAsync(1);
        await Store.HoldSendingAsync(Hold, Stop);
        await Store.ResumeSendingAsync("ann", TimeSpan.FromMinutes(10), Stop);
        var accepted = await Store.ReadBrakeAsync(Stop);
        Assert.InRange((accepted.AcceptedUntil!.Value - accepted.ResumedAt!.Value).TotalMinutes, 9.9, 10.1);

        await Store.HoldSendingAsync(Hold, Stop);
        Assert.Null((await Store.ReadBrakeAsync(Stop)).HeldAt);
        Assert.Equal(["resume-sending ann"], await Shop.ColumnAsync($"SELECT CONCAT(Name, ' ', DoneBy) FROM {Shop.Own("Operation")}"));
    }

    [Fact]
    public async Task One_request_is_tried_at_a_time()
    {
        await OrdersAsync(1);
        Assert.False(await Store.ProbeSendingAsync(TimeSpan.Zero, Stop));
        await Store.HoldSendingAsync(Hold, Stop);
        Assert.False(await Store.ProbeSendingAsync(TimeSpan.FromHours(1), Stop));
        Assert.True(await Store.ProbeSendingAsync(TimeSpan.Zero, Stop));
        Assert.False(await Store.ProbeSendingAsync(TimeSpan.FromHours(1), Stop));
    }

    [Fact]
    public async Task Dead_rows_are_counted_then_taken_back_by_what_is_asked_and_the_operation_is_kept()
    {
        await OrdersAsync(5);
        var ids = (await Shop.PendingAsync(Stop)).Select(m => m.Key).ToList();
        await Shop.CompleteAsync(
            Completion.Of(
            [
                Outcome.Dead(ids[0], "OBX459: invalid"), Outcome.Dead(ids[1], "OBX459: invalid"),
                Outcome.Dead(ids[2], "OBX458: too large"), Outcome.Sent(ids[3]),
            ]),
            Stop);
        var upkeep = Shop.Upkeep;

        var filter = new RequeueFilter("order_event", "OBX459");
        Assert.Equal([new RequeuedRows("order_event", "OBX459", 2, 0)], await upkeep.RequeueAsync(filter, false, "ann", Stop));
        Assert.Equal(["dead", "dead", "dead", "sent", "pending"], await StatesAsync());
        Assert.Equal([new RequeuedRows("order_event", "OBX459", 2, 0)], await upkeep.RequeueAsync(filter, true, "ann", Stop));
        Assert.Equal(["pending", "pending", "dead", "sent", "pending"], await StatesAsync());
        Assert.Equal(["requeue ann"], await Shop.ColumnAsync($"SELECT CONCAT(Name, ' ', DoneBy) FROM {Shop.Own("Operation")} WHERE EndedAt IS NOT NULL AND RowsChanged = 2"));

        Assert.Empty(await upkeep.RequeueAsync(new RequeueFilter(From: new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc)), true, "ann", Stop));
        Assert.Empty(await upkeep.RequeueAsync(new RequeueFilter(Person: "nobody"), true, "ann", Stop));
        Assert.Single(await upkeep.RequeueAsync(new RequeueFilter(), true, "ann", Stop));
        Assert.Equal(["pending", "pending", "pending", "sent", "pending"], await StatesAsync());

        async Task<IEnumerable<string>> StatesAsync() => await Shop.ColumnAsync($"SELECT Status FROM {Shop.Own("Message")} ORDER BY MessageId");
    }

    private async Task OrdersAsync(int count)
    {
        await MigrateAsync("events: { order_event: { table: Orders, id: OrderId, person: CustomerId, when: inserted } }");
        await ShopAsync($"INSERT INTO Orders (OrderId) VALUES {string.Join(", ", Enumerable.Range(1, count).Select(i => $"({i})"))}");
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteBrake() : BrakeContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerBrake() : BrakeContract(new SqlServerEngine());
