using System.Globalization;
using Outbox.Contract.Tests.Engines;
using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour.Ownership;

/// <summary>Who owns a lane, and what only the owner may do.</summary>
public abstract class LeaseContract(ContractEngine engine) : ContractTests(engine)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>As text: the driver would send a time with a third of the precision.</summary>
    private object Instant(DateTime utc) =>
        Shop.Instant(utc) is DateTime time ? time.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture) : Shop.Instant(utc);

    [Fact]
    public async Task A_lane_is_claimed_kept_handed_back_and_claimed_under_another_token()
    {
        await MigrateOrderEventAsync("inserted");
        var all = (await RenewAsync("a", Long)).Lanes;
        Assert.All(all, lane => Assert.True(lane is { Owner: null, IsFree: true }));
        var first = await Store.ClaimLanesAsync("a", Long, 1, Stop);
        Assert.Equal([new LaneToken(first[0].Lane, 1, "a")], first);
        var held = await Store.ClaimLanesAsync("a", Long, all.Count, Stop);
        Assert.Equal(all.Select(lane => lane.Lane), held.Select(lane => lane.Lane));

        // What is held is nobody else's to take, and keeps its token however often it is renewed.
        await RenewAsync("b", Long);
        Assert.Empty(await Store.ClaimLanesAsync("b", Long, all.Count, Stop));
        Assert.All((await RenewAsync("a", Long)).Lanes, lane => Assert.Equal(("a", 1L, false), (lane.Owner, lane.Token, lane.IsFree)));

        await Store.ReleaseLanesAsync("b", held, isLast: false, Stop);
        Assert.Empty(await Store.ClaimLanesAsync("b", Long, all.Count, Stop));
        await Store.ReleaseLanesAsync("a", [], isLast: false, Stop);
        Assert.Empty(await Store.ClaimLanesAsync("b", Long, all.Count, Stop));
        await Store.ReleaseLanesAsync("a", [], isLast: true, Stop);
        Assert.All(await Store.ClaimLanesAsync("b", Long, all.Count, Stop), lane => Assert.Equal(2, lane.Token));
        Assert.Equal(1, (await RenewAsync("b", Long)).Live);
    }

    [Fact]
    public async Task A_lease_that_has_run_out_is_anothers_to_claim_and_its_owners_to_renew_until_then()
    {
        await MigrateOrderEventAsync("inserted");
        var lanes = (await RenewAsync("a", Short)).Lanes.Count;
        await Store.ClaimLanesAsync("a", Short, lanes, Stop);
        await Task.Delay(4 * Short, Stop);
        Assert.All((await RenewAsync("b", Long)).Lanes, lane => Assert.Equal(("a", true), (lane.Owner, lane.IsFree)));
        Assert.Equal(1, (await RenewAsync("b", Long)).Live);

        // Nobody took them: they go on under their tokens.
        Assert.All((await RenewAsync("a", Short)).Lanes, lane => Assert.Equal(("a", 1L), (lane.Owner, lane.Token)));
        await Task.Delay(4 * Short, Stop);
        Assert.All(await Store.ClaimLanesAsync("b", Long, lanes, Stop), lane => Assert.Equal(2, lane.Token));
        Assert.All((await RenewAsync("a", Long)).Lanes, lane => Assert.Equal("b", lane.Owner));
    }

    [Fact]
    public async Task Whoever_lost_a_lane_reads_and_saves_nothing_and_records_only_what_was_sent()
    {
        await OrdersAsync(3);
        var all = (await RenewAsync("a", Short)).Lanes.Count;
        var old = await Store.ClaimLanesAsync("a", Short, all, Stop);
        var rows = (await Store.ReadPendingAsync(old, 100, Stop)).Messages;
        Assert.Equal(3, rows.Count);
        await Task.Delay(4 * Short, Stop);
        await RenewAsync("b", Long);
        var held = await Store.ClaimLanesAsync("b", Long, all, Stop);

        Assert.Empty((await Store.ReadPendingAsync(old, 100, Stop)).Messages);
        var shaped = new ShapedRow(rows[0].Key, "1", "1", "shadow_order_event", null, """{"a":1}""");
        var fault = new RecordedFault(rows[0].Key, "order_event", "OBX401", "a", "no");
        Assert.Equal(old.Select(lane => lane.Lane), (await Store.SaveShapedAsync(old, [shaped], [fault], Stop)).LostLanes);
        Assert.Equal(old.Select(lane => lane.Lane), await Store.CompleteAsync(
            old,
            Completion.Of([Outcome.Sent(rows[0].Key), Outcome.Dead(rows[1].Key, "OBX459"), Outcome.Skipped(rows[2].Key, "OBX451")]),
            Stop));
        Assert.Equal(["sent", "pending", "pending"], await StatusAsync());
        Assert.Empty(await FaultsAsync());

        Assert.True((await Store.SaveShapedAsync(held, [shaped with { Row = rows[1].Key }], [fault], Stop)).IsComplete);
        Assert.Empty(await Store.CompleteAsync(held, Completion.Of([Outcome.Dead(rows[2].Key, "OBX459")]), Stop));
        Assert.Equal(["sent", "pending", "dead"], await StatusAsync());
        Assert.Equal("""{"a":1}""", Assert.Single((await Store.ReadPendingAsync(held, 100, Stop)).Messages).Properties);
        Assert.Equal(["OBX401"], await FaultsAsync());

        // What was handed back is held by nobody, under no token.
        await Store.ReleaseLanesAsync("b", held, isLast: false, Stop);
        Assert.Equal(held.Count, (await Store.SaveShapedAsync(held, [], [], Stop)).LostLanes.Count);
        Assert.Empty((await Store.ReadPendingAsync(held, 100, Stop)).Messages);
    }

    [Fact]
    public async Task Dispatchers_are_counted_and_placed_by_age_and_one_that_stops_is_not_counted()
    {
        await MigrateOrderEventAsync("inserted");
        var names = new[] { "a", "b", "c" };
        foreach (var name in names)
        {
            await RenewAsync(name, Long);
            await Task.Delay(10, Stop);
        }

        var seen = new List<LaneLeases>();
        foreach (var name in names)
        {
            seen.Add(await RenewAsync(name, Long));
        }

        Assert.All(seen, leases => Assert.Equal(3, leases.Live));
        Assert.Equal([1, 2, 3], seen.Select(leases => leases.Place));
        await Store.ReleaseLanesAsync("a", [], isLast: true, Stop);
        Assert.Equal((2, 1), (await RenewAsync("b", Long)) switch { var leases => (leases.Live, leases.Place) });
    }

    [Fact]
    public async Task Of_many_who_claim_at_once_each_lane_goes_to_one()
    {
        await MigrateOrderEventAsync("inserted");
        var lanes = (await RenewAsync("0", Long)).Lanes.Count;
        var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(
            () => Store.ClaimLanesAsync($"{i}", Long, Math.Max(1, lanes / 2), Stop), Stop)));
        Assert.Equal(lanes, claims.Sum(claim => claim.Count));
        Assert.Equal(lanes, claims.SelectMany(claim => claim).Distinct().Count());
    }

    [Fact]
    public async Task A_clock_that_has_stepped_back_does_not_keep_a_dead_owners_lane_for_long()
    {
        await MigrateOrderEventAsync("inserted");
        await RenewAsync("a", Long);
        await Store.ClaimLanesAsync("a", Long, 1, Stop);
        await ShopAsync(
            $"UPDATE {Shop.Own("Lane")} SET LeasedUntil = @Later WHERE Owner = 'a'",
            new { Later = Instant(Now.AddDays(1)) });
        await RenewAsync("b", Long);
        var within = await Shop.ScalarAsync<int>(
            $"SELECT COUNT(*) FROM {Shop.Own("Lane")} WHERE Owner = 'a' AND LeasedUntil <= @Soon AND LeasedUntil >= @Lease",
            new { Soon = Instant(Now.Add(Long).AddMinutes(1)), Lease = Instant(Now.Add(Long)) });
        Assert.Equal(1, within);
    }

    [Fact]
    public async Task A_hash_that_comes_late_is_not_taken_and_none_is()
    {
        await MigrateOrderEventAsync("inserted");
        await PersonAsync(new SentPerson("p", "new", 20));
        await PersonAsync(new SentPerson("p", "old", 10));
        Assert.Equal(new SentPerson("p", "new", 20), (await Store.ReadSentPeopleAsync(["p"], Stop))["p"]);
        await PersonAsync(new SentPerson("p", null, 10));
        Assert.Equal(new SentPerson("p", null, 20), (await Store.ReadSentPeopleAsync(["p"], Stop))["p"]);
    }

    [Fact]
    public async Task The_health_tells_the_oldest_live_event_by_the_time_of_its_fact()
    {
        await OrdersAsync(3);
        var rows = await Shop.PendingAsync(Stop);
        var fact = new DateTime(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc);
        await Store.SaveShapedAsync(await Shop.HoldAsync(Stop), [new ShapedRow(rows[1].Key, "1", "1", "order_event", fact, "{}")], [], Stop);
        var health = await Store.ReadHealthAsync(Stop);
        Assert.Equal((3L, fact, 0L, 0L), (health.Pending, health.OldestLiveEventAt, health.Dead, health.Faults));
        await ShopAsync($"UPDATE {Shop.Own("Message")} SET Priority = 1 WHERE EventId = 'order_event:2'");
        await Shop.CompleteAsync(Completion.Of([Outcome.Dead(rows[0].Key, "OBX459")]), Stop);
        health = await Store.ReadHealthAsync(Stop);
        Assert.Equal((2L, rows[2].CreatedAt, 1L), (health.Pending, health.OldestLiveEventAt, health.Dead));
        Assert.InRange(health.Now, health.OldestLiveEventAt!.Value, Now.AddMinutes(1));
    }

    private Task<LaneLeases> RenewAsync(string owner, TimeSpan lease) =>
        Store.RenewLanesAsync(ContractDatabase.Dispatcher(owner), lease, Stop);

    private Task PersonAsync(SentPerson person) => Store.CompleteAsync([], new Completion([], [person], [], [], null), Stop);

    private Task<IReadOnlyList<string>> StatusAsync() => Shop.ColumnAsync($"SELECT Status FROM {Shop.Own("Message")} ORDER BY MessageId");

    private async Task OrdersAsync(int count)
    {
        await MigrateOrderEventAsync("inserted");
        await ShopAsync($"INSERT INTO Orders (OrderId, CustomerId) VALUES {string.Join(", ", Enumerable.Range(1, count).Select(i => $"({i}, {i})"))}");
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteLeases() : LeaseContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerLeases() : LeaseContract(new SqlServerEngine());

/// <summary>On SQL Server, with READ_COMMITTED_SNAPSHOT.</summary>
public sealed class SqlServerRowVersionLeases() : LeaseContract(new SqlServerEngine(rowVersions: true));
