using Outbox.Contract.Tests.Engines;
using Outbox.Core.Messages;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>Schedules, feeds, and the switches that stop a capture.</summary>
public abstract class SourceContract(ContractEngine engine) : ContractTests(engine)
{
    private const string Schedule =
        "schedules: { replenishment_due: { view: ReplenishmentDue, cron: '0 2 * * *', id: [CustomerId, DueDate], person: CustomerId, occurred_at: DueAt, properties: { total: Total } } }";

    private const string OrderEvent = "events: { order_event: { table: Orders, id: OrderId, person: CustomerId, when: inserted } }";

    [Fact]
    public async Task A_schedule_fires_once_for_a_due_row()
    {
        await MigrateAsync(Schedule);
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, Status, Total, CompletedAt) VALUES (1, 5, 'Completed', 2.5, '2026-11-01 10:00:00')");
        Assert.Equal(1, await Store.FireScheduleAsync("replenishment_due", Stop));
        Assert.Equal(0, await Store.FireScheduleAsync("replenishment_due", Stop));
        var due = await SingleEventAsync();
        Assert.Equal("replenishment_due:5:2026-12-01", due.EventId);
        Assert.Equal("5", due.PersonKey);
        Shop.AssertTime("2026-11-01 10:00:00", due.OccurredAtRaw);
        Shop.AssertHolds("""{"Total":2.5}""", due.Captured);

        await Shop.CompleteAsync(Stores.Completion.Of([Outcome.Sent(due.Key)]), Stop);
        Assert.Equal(0, await Store.FireScheduleAsync("replenishment_due", Stop));
        await ShopAsync("UPDATE Orders SET CompletedAt = '2026-11-02 10:00:00'");
        Assert.Equal(1, await Store.FireScheduleAsync("replenishment_due", Stop));
    }

    [Fact]
    public async Task A_schedule_that_is_switched_off_fires_nothing()
    {
        await MigrateAsync(Schedule);
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, Status, CompletedAt) VALUES (1, 5, 'Completed', '2026-11-01')");
        await ShopAsync($"UPDATE {Shop.Own("EventType")} SET IsCaptured = 0");
        Assert.Equal(0, await Store.FireScheduleAsync("replenishment_due", Stop));
    }

    [Fact]
    public async Task A_feeds_rows_name_their_events()
    {
        await MigrateAsync("feeds:\n  - { table: LifecycleEvents, name: event_name, id: event_id, person: customer_id, occurred_at: timestamp, properties: properties }");
        await ShopAsync("INSERT INTO LifecycleEvents VALUES ('a:1', 'trial_started', 5, '2026-11-23 10:00:00', '{\"plan\":\"pro\"}')");
        await ShopAsync("UPDATE LifecycleEvents SET event_name = 'other'");
        var message = await SingleEventAsync();
        Assert.Equal(
            ("feed:LifecycleEvents", "trial_started", "trial_started:a%3A1", "5"),
            (message.CapturedBy, message.EventName, message.EventId, message.PersonKey));
        Shop.AssertTime("2026-11-23 10:00:00", message.OccurredAtRaw);
        Shop.AssertHolds("""{"properties":"{\"plan\":\"pro\"}"}""", message.Captured);
    }

    [Fact]
    public async Task A_type_that_is_switched_off_leaves_a_trace_and_the_others_go_on()
    {
        await MigrateAsync(OrderEvent, Mappings.People + "\n  touched_by:\n    - { table: Orders, person: CustomerId }");
        await ShopAsync($"UPDATE {Shop.Own("EventType")} SET IsCaptured = 0");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5)");
        Assert.Equal(["touch touched_by:Orders 5"], await RowsAsync());
        Assert.Equal(["OBX430"], await FaultsAsync());
    }

    [Fact]
    public async Task A_table_that_is_switched_off_leaves_a_trace_and_the_others_go_on()
    {
        await MigrateAsync(OrderEvent, Mappings.People + "\n  touched_by:\n    - { table: Orders, person: CustomerId }");
        await ShopAsync($"UPDATE {Shop.Own("Capture")} SET IsEnabled = 0 WHERE TableName IN ('Orders', 'orders')");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5), (2, NULL)");
        await ShopAsync("INSERT INTO Customers (CustomerId) VALUES (1)");
        Assert.Equal(["touch people 1"], await RowsAsync());
        Assert.Equal(SwitchedOff, await FaultsAsync());

        await ShopAsync($"UPDATE {Shop.Own("Capture")} SET IsEnabled = 1");
        await ShopAsync("INSERT INTO Orders (OrderId) VALUES (3)");
        Assert.Equal(["order_event:3"], await EventIdsAsync());
    }

    [Fact]
    public async Task A_switch_outlives_a_migrate()
    {
        await MigrateAsync(OrderEvent);
        await ShopAsync($"UPDATE {Shop.Own("Capture")} SET IsEnabled = 0 WHERE TableName IN ('Orders', 'orders')");
        await MigrateAsync(OrderEvent.Replace("when: inserted", "when: inserted, where: { IsOnline: 1 }", StringComparison.Ordinal));
        await ShopAsync("INSERT INTO Orders (OrderId) VALUES (1)");
        Assert.Empty(await EventIdsAsync());
    }

    /// <summary>The faults of one statement of two rows on a table that has an event and a touch of one of the rows.</summary>
    protected abstract IReadOnlyList<string> SwitchedOff { get; }
}

/// <summary>On SQLite, where a trigger sees a row at a time: a fault for each row and capture.</summary>
public sealed class SqliteSources() : SourceContract(new SqliteEngine())
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> SwitchedOff => ["OBX430", "OBX430", "OBX430"];
}

/// <summary>On SQL Server, where a trigger sees the statement: one fault says of how many rows.</summary>
public sealed class SqlServerSources() : SourceContract(new SqlServerEngine())
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> SwitchedOff => ["OBX430"];
}
