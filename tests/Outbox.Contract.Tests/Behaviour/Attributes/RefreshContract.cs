using Outbox.Contract.Tests.Engines;
using Outbox.Core.Messages;
using Outbox.Mapping.Model;

namespace Outbox.Contract.Tests.Behaviour.Attributes;

/// <summary>Attributes that change without a write, and those that are sent again on demand.</summary>
public abstract class RefreshContract(ContractEngine engine) : SandboxContract(engine)
{
    private const string Timed =
        """
        people:
          table: Customers
          id: { column: CustomerId, prefix: cust_ }
          where: { IsTest: 0 }
          attributes: { tier: Tier }
          view: { name: CustomerTimers, on: CustomerId, columns: { is_lapsed: { as: boolean } } }
          refresh: { view: CustomerTimers, person: CustomerId, cron: "0 3 1 1 *" }
        """;

    [Fact]
    public async Task Those_whose_value_the_clock_has_changed_are_touched_and_nobody_else()
    {
        await ClockAsync();
        await MigrateAsync("", Timed);
        await ShopAsync("INSERT INTO Customers (CustomerId, Note) VALUES (1, '10'), (2, '50'), (3, NULL)");
        await StartAsync();
        await DrainedAsync();
        Assert.Equal("false", await AttributeAsync("cust_1", "is_lapsed"));

        // The first run knows nobody: everyone is looked at, once, and most are as they were.
        Assert.InRange(await Store.FireScheduleAsync(Refresh.Name, Stop), 0, 3);
        await DrainedAsync();
        Assert.Equal(0, await Store.FireScheduleAsync(Refresh.Name, Stop));
        var before = (await Sandbox.StatsAsync(Stop)).Items;

        await ShopAsync("UPDATE Today SET Day = 110");
        Assert.Equal(1, await Store.FireScheduleAsync(Refresh.Name, Stop));
        await DrainedAsync();
        Assert.Equal("true", await AttributeAsync("cust_1", "is_lapsed"));
        Assert.Equal("false", await AttributeAsync("cust_2", "is_lapsed"));
        Assert.Equal(1, (await Sandbox.StatsAsync(Stop)).Items - before);

        // Gone from the view: touched once.
        await ShopAsync("DELETE FROM Customers WHERE CustomerId = 2");
        Assert.Equal(1, await Store.FireScheduleAsync(Refresh.Name, Stop));
        Assert.Equal(0, await Store.FireScheduleAsync(Refresh.Name, Stop));
        await DrainedAsync();
    }

    [Fact]
    public async Task A_refresh_makes_no_profile_of_somebody_who_was_never_sent()
    {
        await ClockAsync();
        await ShopAsync("INSERT INTO Customers (CustomerId, Note) VALUES (1, '10')");
        await MigrateAsync("", Timed);
        Assert.Equal(1, await Store.FireScheduleAsync(Refresh.Name, Stop));
        await StartAsync();
        await DrainedAsync();
        Assert.Equal(0, (await Sandbox.StatsAsync(Stop)).Requests);
        Assert.StartsWith("OBX455", Assert.Single(await Shop.ColumnAsync($"SELECT Reason FROM {Shop.Own("Message")}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_goes_behind_what_is_live()
    {
        await ClockAsync();
        await MigrateAsync("", Timed);
        await ShopAsync("INSERT INTO Customers (CustomerId, Note) VALUES (1, '10')");
        await Store.FireScheduleAsync(Refresh.Name, Stop);
        await ShopAsync("UPDATE Customers SET Tier = 'gold'");
        Assert.Equal(
            [("people", Priority.Live), ("people", Priority.Live), (Refresh.Name, Priority.Backfill)],
            (await Shop.PendingAsync(Stop)).Select(row => (row.CapturedBy, row.Priority)));
    }

    [Fact]
    public async Task A_dispatcher_runs_the_refresh_by_its_cron()
    {
        await ClockAsync();
        await MigrateAsync("", Timed);
        await ShopAsync("INSERT INTO Customers (CustomerId, Note) VALUES (1, '10')");
        await StartAsync();

        // A schedule that never succeeded is due at once.
        await UntilAsync(async () => await Shop.ScalarAsync<long>($"SELECT COUNT(*) FROM {Shop.Own("Schedule")} WHERE Name = '{Refresh.Name}' AND LastEvents = 1") == 1);
    }

    [Fact]
    public async Task One_person_or_all_are_sent_again_though_nothing_has_changed()
    {
        await MigrateAsync("", "people: { table: Customers, id: { column: CustomerId, prefix: cust_ }, where: { IsTest: 0 }, attributes: { tier: Tier } }");
        await ShopAsync("INSERT INTO Customers (CustomerId, Tier, IsTest) VALUES (1, 'gold', 0), (2, 'iron', 0), (3, 'lead', 1)");
        await StartAsync();
        await DrainedAsync();
        Assert.Single(await HistoryAsync("cust_1"));

        Assert.Equal(1, await Shop.Upkeep.ResyncAsync("1", execute: true, Stop));
        await DrainedAsync();
        Assert.Equal(2, (await HistoryAsync("cust_1")).Count);
        Assert.Single(await HistoryAsync("cust_2"));

        Assert.Equal(1, await Shop.Upkeep.ResyncAsync("cust_2", execute: true, Stop));
        await DrainedAsync();
        Assert.Equal(2, (await HistoryAsync("cust_2")).Count);

        Assert.Equal(2, await Shop.Upkeep.ResyncAsync(null, execute: false, Stop));
        Assert.Equal(0, await Shop.Upkeep.ResyncAsync("3", execute: true, Stop));
        Assert.Equal(0, await Shop.Upkeep.ResyncAsync("nobody", execute: true, Stop));
        await DrainedAsync();
        Assert.Equal(2, (await HistoryAsync("cust_1")).Count);

        await StopAsync();
        Assert.Equal(2, await Shop.Upkeep.ResyncAsync(null, execute: true, Stop));
        Assert.All(await Shop.PendingAsync(Stop), row => Assert.Equal(Priority.Backfill, row.Priority));
        await Store.ReleaseLanesAsync("test", [], isLast: true, Stop);
        await StartAsync();
        await DrainedAsync();
        Assert.Equal(3, (await HistoryAsync("cust_1")).Count);
        Assert.Equal(3, (await HistoryAsync("cust_2")).Count);
    }

    private async Task ClockAsync()
    {
        await ShopAsync("CREATE TABLE Today (Day int NOT NULL)");
        await ShopAsync("INSERT INTO Today (Day) VALUES (60)");
        await ShopAsync(
            """
            CREATE VIEW CustomerTimers AS
            SELECT c.CustomerId, CASE WHEN t.Day - CAST(c.Note AS int) > 90 THEN 1 ELSE 0 END AS is_lapsed
            FROM Customers AS c
            CROSS JOIN Today AS t
            """);
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteRefreshes() : RefreshContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerRefreshes() : RefreshContract(new SqlServerEngine());
