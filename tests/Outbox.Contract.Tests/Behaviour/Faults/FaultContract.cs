using Outbox.Contract.Tests.Engines;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour.Faults;

/// <summary>What goes wrong for other triggers: the shop's write stands, and the outbox holds what it should.</summary>
public abstract class FaultContract(ContractEngine engine) : ContractTests(engine)
{
    private const string Paid = "{ column: Status, becomes: Paid }";

    private const string LineEvent =
        "line_removed: { table: OrderLines, id: OrderLineId, person: { lookup: Orders, on: OrderId, column: CustomerId }, when: deleted }";

    [Fact]
    public async Task Null_in_every_column_is_captured()
    {
        await MigrateAsync(
            "events: { probe: { table: Keys, id: [KeyId, ADate, ATime, AMoment, AGuid, AText, ANumber, AFlag], person: AnotherText, when: inserted, occurred_at: ATime, properties: { a: ADate, b: ATime, c: AMoment, d: AGuid, e: AText, f: ANumber, g: AFlag } } }",
            Mappings.People + "\n  touched_by:\n    - { table: Keys, person: AnotherText }");
        await ShopAsync("INSERT INTO Keys (KeyId) VALUES (1)");
        var message = await SingleEventAsync();
        Assert.Equal("probe:1:%00:%00:%00:%00:%00:%00:%00", message.EventId);
        Assert.Null(message.PersonKey);
        Assert.Null(message.OccurredAtRaw);
        Shop.AssertHolds("""{"ADate":null,"ATime":null,"AMoment":null,"AGuid":null,"AText":null,"ANumber":null,"AFlag":null,"AnotherText":null}""", message.Captured);
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task A_statement_of_ten_thousand_rows_is_captured_whole()
    {
        await MigrateOrderEventAsync(Paid);
        await ShopAsync(ManyRows.Orders(10_000, "Open"));
        await ShopAsync("UPDATE Orders SET Status = 'Paid'");
        Assert.Equal(10_000, await Shop.ScalarAsync<int>($"SELECT COUNT(*) FROM {Shop.Own("Message")} WHERE Kind = 'event'"));
        var ids = await EventIdsAsync();
        Assert.Equal(10_000, ids.Count);
        Assert.Equal(10_000, ids.Distinct().Count());
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task A_statement_of_no_row_leaves_nothing()
    {
        await MigrateOrderEventAsync(Paid, ", where: { IsOnline: 1 }");
        await ShopAsync("INSERT INTO Orders (OrderId, Status) SELECT OrderId, 'Paid' FROM Orders");
        await ShopAsync("UPDATE Orders SET Status = 'Paid'");
        await ShopAsync("DELETE FROM Orders");
        Assert.Empty(await RowsAsync());
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task Text_that_is_no_json_in_a_json_column_is_captured_as_it_is()
    {
        await MigrateAsync("feeds:\n  - { table: LifecycleEvents, name: event_name, id: event_id, person: customer_id, occurred_at: timestamp, properties: properties }");
        const string Broken = """{"plan": "pro", [""";
        await ShopAsync("INSERT INTO LifecycleEvents VALUES ('a', 'opened', 5, '2026-11-23 10:00:00', @broken)", new { broken = Broken });
        Shop.AssertHolds(new System.Text.Json.Nodes.JsonObject { ["properties"] = Broken }.ToJsonString(), (await SingleEventAsync()).Captured);
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task A_cascade_over_many_rows_is_captured()
    {
        await MigrateAsync($"events:\n  {LineEvent}\n  gone: {{ table: Orders, id: OrderId, person: CustomerId, when: deleted }}");
        await ShopAsync(ManyRows.Orders(50, "Open"));
        await ShopAsync("INSERT INTO OrderLines (OrderLineId, OrderId, Sku, Quantity) SELECT OrderId * 10, OrderId, 'a', 1 FROM Orders");
        await ShopAsync("INSERT INTO OrderLines (OrderLineId, OrderId, Sku, Quantity) SELECT OrderId * 10 + 1, OrderId, 'b', 1 FROM Orders");
        await ShopAsync("DELETE FROM Orders");
        string[] expected = [.. Enumerable.Range(1, 50).SelectMany(i => new[] { $"gone:{i}", $"line_removed:{i}0", $"line_removed:{i}1" })];
        var ids = await EventIdsAsync();
        Assert.Equal(expected.Order(), ids.Distinct().Order());

        // On a server that shows a trigger the rows of a cascade again and again, they are captured again, as duplicates.
        if (await Shop.LacksAsync(Trait.CascadesFireOnce) is null)
        {
            Assert.Equal(expected.Length, ids.Count);
        }
    }

    [Fact]
    public async Task A_key_that_changes_in_one_row_is_an_update_of_that_row()
    {
        await MigrateOrderEventAsync(Paid);
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Open'), (2, 'Paid')");
        await ShopAsync("UPDATE Orders SET OrderId = 7, Status = 'Paid' WHERE OrderId = 1");
        await ShopAsync("UPDATE Orders SET OrderId = 8 WHERE OrderId = 2");
        Assert.Equal(["order_event:2", "order_event:7"], await EventIdsAsync());
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task What_a_shop_trigger_writes_is_captured_too()
    {
        await MigrateOrderEventAsync(Paid);
        await ShopAsync(PayingTrigger);
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Open'), (2, 'Open')");
        await ShopAsync("INSERT INTO OrderLines (OrderLineId, OrderId, Sku, Quantity) VALUES (1, 1, 'a', 1)");
        Assert.Equal(["order_event:1"], await EventIdsAsync());
    }

    /// <summary>A trigger of the shop that pays an order when it gets a line.</summary>
    protected abstract string PayingTrigger { get; }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteFaults() : FaultContract(new SqliteEngine())
{
    /// <inheritdoc/>
    protected override string PayingTrigger =>
        "CREATE TRIGGER pay AFTER INSERT ON OrderLines BEGIN UPDATE Orders SET Status = 'Paid' WHERE OrderId = NEW.OrderId; END";

    [Fact]
    public async Task Keys_that_change_in_many_rows_are_updates_of_those_rows()
    {
        await MigrateOrderEventAsync("{ column: Status, becomes: Paid }");
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Open'), (2, 'Paid')");
        await ShopAsync("UPDATE Orders SET OrderId = OrderId + 10, Status = 'Paid'");
        Assert.Equal(["order_event:2", "order_event:11"], await EventIdsAsync());
    }
}

/// <summary>On SQL Server.</summary>
public sealed class SqlServerFaults() : FaultContract(new SqlServerEngine())
{
    /// <inheritdoc/>
    protected override string PayingTrigger =>
        """
        CREATE TRIGGER dbo.Pay ON dbo.OrderLines AFTER INSERT AS
        SET NOCOUNT ON;
        UPDATE dbo.Orders SET Status = 'Paid' WHERE OrderId IN (SELECT OrderId FROM inserted);
        """;
}
