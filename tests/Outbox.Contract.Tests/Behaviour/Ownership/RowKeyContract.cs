using Outbox.Contract.Tests.Engines;
using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour.Ownership;

/// <summary>
/// Numbers of rows and tokens of lanes are data of the database: after a restore in place or a failover with loss they are
/// dealt again, and a call whose answer was lost is made again.
/// </summary>
public abstract class RowKeyContract(ContractEngine engine) : ContractTests(engine)
{
    private static readonly DateTime Noon = new(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_row_of_the_same_number_that_was_written_at_another_time_is_another_row()
    {
        var (lanes, rows) = await OrdersAsync(2);
        var lost = rows[0].Key with { CreatedAt = rows[0].CreatedAt.AddMilliseconds(-1) };
        var attempt = new Attempt(Noon, TimeSpan.FromSeconds(1), 1, 1, 200, "accepted", null, [lost]);
        var fault = new RecordedFault(lost, "order_event", "OBX401", "a", "no");

        var saved = await Store.SaveShapedAsync(lanes, [new ShapedRow(lost, "1", "1", "order_event", null, "{}")], [fault], Stop);
        Assert.Equal([lost.MessageId], saved.NotSaved);
        Assert.Empty(saved.LostLanes);
        Assert.Equal([lost.MessageId], await Store.MoveAsync(lanes, [new MessageMove(lost, rows[0].Lane, "2", "2")], Stop));
        Assert.Empty(await Store.CompleteAsync(
            lanes,
            new Completion([Outcome.Sent(lost)], [], [], [fault], attempt)
            {
                Settlement = Settlement.Nothing with { Delays = [new MessageDelay(lost, TimeSpan.FromHours(1))], Erased = [lost] },
            },
            Stop));
        await Store.CompleteAsync(lanes, Completion.Of([Outcome.Dead(lost, "OBX459")]), Stop);
        await Store.CompleteAsync(lanes, Completion.Of([Outcome.Sent(lost)]), Stop);

        Assert.Equal(rows, (await Store.ReadPendingAsync(lanes, 100, Stop)).Messages);

        // The loss that Customer.io told is kept; it belongs to no row.
        Assert.Equal(["OBX401"], await Shop.ColumnAsync($"SELECT Code FROM {Shop.Own("Fault")} WHERE MessageId IS NULL"));
        Assert.Equal(1L, await Shop.ScalarAsync<long>($"SELECT COUNT(*) FROM {Shop.Own("Fault")}"));
    }

    [Fact]
    public async Task A_lane_that_another_owner_holds_under_the_same_token_is_lost()
    {
        var (lanes, rows) = await OrdersAsync(1);
        var others = lanes.Select(lane => lane with { Owner = "restored" }).ToList();

        Assert.Empty((await Store.ReadPendingAsync(others, 100, Stop)).Messages);
        var saved = await Store.SaveShapedAsync(others, [new ShapedRow(rows[0].Key, "1", "1", "order_event", null, "{}")], [], Stop);
        Assert.Equal(others.Select(lane => lane.Lane), saved.LostLanes);
        Assert.Equal([rows[0].MessageId], saved.NotSaved);
        Assert.Equal([rows[0].MessageId], await Store.MoveAsync(others, [new MessageMove(rows[0].Key, rows[0].Lane, "2", "2")], Stop));
        Assert.Equal(others.Count, (await Store.CompleteAsync(others, Completion.Of([Outcome.Dead(rows[0].Key, "OBX459")]), Stop)).Count);
        var window = new ScheduleWindow("due", Noon, Noon.AddDays(1));
        Assert.False(await Store.OpenScheduleAsync(window, others[0], Stop));
        Assert.True(await Store.OpenScheduleAsync(window, lanes[0], Stop));
        await Store.RecordScheduleAsync(window, others[0], 1, Stop);
        Assert.Empty((await Store.ReadSchedulesAsync(Stop)).LastSuccess);
        await Store.ReleaseLanesAsync("test", others, isLast: false, Stop);
        Assert.Equal(rows, (await Store.ReadPendingAsync(lanes, 100, Stop)).Messages);
    }

    [Fact]
    public async Task Saving_again_after_a_lost_answer_is_saved_and_saving_otherwise_is_not()
    {
        var (lanes, rows) = await OrdersAsync(3);
        var shaped = rows.Select(row => new ShapedRow(row.Key, null, "guest_1", "order_event", Noon, """{"a":1}""")).ToList();
        Assert.True((await Store.SaveShapedAsync(lanes, shaped, [], Stop)).IsComplete);
        Assert.True((await Store.SaveShapedAsync(lanes, shaped, [], Stop)).IsComplete);

        await Store.CompleteAsync(lanes, Completion.Of([Outcome.Skipped(rows[2].Key, "OBX478")]), Stop);
        var again = await Store.SaveShapedAsync(lanes, [shaped[0], shaped[1] with { Properties = "{}" }, shaped[2]], [], Stop);
        Assert.Empty(again.LostLanes);
        Assert.Equal([rows[1].MessageId, rows[2].MessageId], again.NotSaved.Order());
        Assert.All((await Store.ReadPendingAsync(lanes, 100, Stop)).Messages, row => Assert.Equal("""{"a":1}""", row.Properties));
    }

    [Fact]
    public async Task Moving_again_after_a_lost_answer_tells_the_same_rows()
    {
        var (lanes, rows) = await OrdersAsync(6);
        var moves = rows.Select((row, i) => new MessageMove(row.Key, row.Lane, $"{i}", $"{i}")).ToList();
        var first = await Store.MoveAsync(lanes, moves, Stop);
        var second = await Store.MoveAsync(lanes, moves, Stop);
        Assert.Equal(first.Order(), second.Order());

        var now = (await Store.ReadPendingAsync(lanes, 100, Stop)).Messages.ToDictionary(row => row.MessageId, row => row.Lane);
        Assert.Equal(rows.Where(row => now[row.MessageId] != row.Lane).Select(row => row.MessageId), first.Order());
    }

    [Fact]
    public async Task What_an_answer_settled_is_recorded_whole_or_not_at_all()
    {
        var (lanes, rows) = await OrdersAsync(1);
        var settled = new Completion([Outcome.Sent(rows[0].Key)], [new("1", "hash", 1)], [], [], null)
        {
            Settlement = Settlement.Nothing with { Guests = [new GuestStage("guest_1", "1", "1", MergeStage.Linked)] },
        };
        await ShopAsync(Refusing);
        await Assert.ThrowsAnyAsync<Exception>(() => Store.CompleteAsync(lanes, settled, Stop));
        Assert.Equal(0L, await Shop.ScalarAsync<long>($"SELECT COUNT(*) FROM {Shop.Own("Guest")}"));
        Assert.Single((await Store.ReadPendingAsync(lanes, 100, Stop)).Messages);

        await ShopAsync(Allowing);
        Assert.Empty(await Store.CompleteAsync(lanes, settled, Stop));
        Assert.Equal(1L, await Shop.ScalarAsync<long>($"SELECT COUNT(*) FROM {Shop.Own("Guest")}"));
        Assert.Empty((await Store.ReadPendingAsync(lanes, 100, Stop)).Messages);
    }

    [Fact]
    public async Task Whoever_lost_a_lane_records_what_was_done_to_people_and_decides_nothing()
    {
        var (lanes, rows) = await OrdersAsync(1);
        await Store.ReleaseLanesAsync("test", lanes, isLast: false, Stop);
        var settled = Completion.Of([]) with
        {
            Settlement = Settlement.Nothing with
            {
                Guests =
                [
                    new GuestStage("linked", "1", "1", MergeStage.Linked),
                    new GuestStage("merging", "1", "1", MergeStage.Merging),
                    new GuestStage("merged", "1", "1", MergeStage.Merged),
                ],
                Removals = [new RemovalNote(new string('a', 64), RemovalKind.Delete, "2", "2", Noon)],
                Delays = [new MessageDelay(rows[0].Key, TimeSpan.FromHours(1))],
                Erased = [rows[0].Key],
            },
        };
        Assert.Equal(lanes.Count, (await Store.CompleteAsync(lanes, settled, Stop)).Count);
        Assert.Equal(["merged"], await Shop.ColumnAsync($"SELECT PersonId FROM {Shop.Own("Guest")}"));
        Assert.Equal(["delete"], await Shop.ColumnAsync($"SELECT Kind FROM {Shop.Own("Removal")}"));
        Assert.Contains(rows[0].EventId, (await Shop.PendingAsync(Stop)).Select(row => row.EventId));
    }

    /// <summary>Has the table of persons refuse whoever is new, in the middle of a completion.</summary>
    protected abstract string Refusing { get; }

    /// <summary>Ends that.</summary>
    protected abstract string Allowing { get; }

    private async Task<(IReadOnlyList<LaneToken> Lanes, IReadOnlyList<OutboxMessage> Rows)> OrdersAsync(int count)
    {
        await MigrateOrderEventAsync("inserted");
        foreach (var order in Enumerable.Range(1, count))
        {
            await ShopAsync($"INSERT INTO Orders (OrderId) VALUES ({order})");
        }

        var rows = await Shop.PendingAsync(Stop);
        Assert.Equal(count, rows.Count);
        return (await Shop.HoldAsync(Stop), rows);
    }
}

/// <inheritdoc/>
public sealed class SqlServerRowKeys() : RowKeyContract(new SqlServerEngine())
{
    /// <inheritdoc/>
    protected override string Refusing =>
        "CREATE TRIGGER outbox.RefusePersons ON outbox.Person AFTER INSERT AS THROW 50000, N'nobody new', 1;";

    /// <inheritdoc/>
    protected override string Allowing => "DROP TRIGGER outbox.RefusePersons;";
}

/// <inheritdoc/>
public sealed class SqliteRowKeys() : RowKeyContract(new SqliteEngine())
{
    /// <inheritdoc/>
    protected override string Refusing =>
        "CREATE TRIGGER RefusePersons BEFORE INSERT ON outbox_Person BEGIN SELECT RAISE(ABORT, 'nobody new'); END;";

    /// <inheritdoc/>
    protected override string Allowing => "DROP TRIGGER RefusePersons;";
}
