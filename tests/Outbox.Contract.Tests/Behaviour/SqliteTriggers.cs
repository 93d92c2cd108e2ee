using Outbox.Contract.Tests.Engines;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>What SQLite's triggers cost and how their switches reach them.</summary>
public sealed class SqliteTriggers() : ContractTests(new SqliteEngine())
{
    private const string Detail = "a switch is off: a event of Orders was not captured";

    /// <summary>
    /// What a shop pays for a row, counted and not timed: one program, so no view between, no table of its own for a result,
    /// and a look into outbox_Off for the row and one for the fault.
    /// </summary>
    [Fact]
    public async Task A_captured_row_costs_one_program_its_own_insert_and_two_looks_into_an_empty_table()
    {
        await MigrateOrderEventAsync("inserted");
        var names = (await Shop.ColumnAsync("SELECT rootpage, name FROM sqlite_master WHERE rootpage > 0"))
            .Select(row => row.Split(' ', 2)).ToDictionary(row => row[0], row => row[1]);
        var program = (await Shop.ColumnAsync("EXPLAIN INSERT INTO Orders (OrderId) VALUES (1)")).Select(line => line.Split(' ')).ToList();
        Assert.Single(program, line => line[1] == "Program");
        Assert.DoesNotContain(program, line => line[1] == "OpenEphemeral");

        // The trigger's own program follows the statement's.
        var trigger = program.Skip(1).SkipWhile(line => line[0] != "0");
        Assert.Equal(
            [
                "outbox_Fault",
                "outbox_IX_Message_Dead",
                "outbox_IX_Message_EventId",
                "outbox_IX_Message_Merge",
                "outbox_IX_Message_Pending",
                "outbox_Message",
                "outbox_Off",
                "outbox_Off",
            ],
            trigger.Where(line => line[1] is "OpenRead" or "OpenWrite").Select(line => names[line[3]]).Order(StringComparer.Ordinal));
    }

    /// <summary>By the statement: however many captures there are, outbox_Message is prepared for one insert.</summary>
    [Fact]
    public async Task Several_captures_share_one_program()
    {
        await MigrateAsync(
            """
            events:
              one: { table: Orders, id: OrderId, person: CustomerId, once: true, when: inserted }
              two: { table: Orders, id: OrderId, person: CustomerId, once: true, when: inserted }
              three: { table: Orders, id: OrderId, person: CustomerId, once: true, when: inserted, where: { IsOnline: 1 } }
            """);
        var root = await Shop.ScalarAsync<string>("SELECT rootpage FROM sqlite_master WHERE name = 'outbox_Message'");
        var program = (await Shop.ColumnAsync("EXPLAIN INSERT INTO Orders (OrderId) VALUES (1)")).Select(line => line.Split(' ')).ToList();
        Assert.Equal(1 + 3, program.Count(line => line[1] == "Program"));
        Assert.Single(program, line => line[1] == "OpenWrite" && line[3] == root);

        await ShopAsync("INSERT INTO Orders (OrderId, IsOnline) VALUES (1, 0)");
        await ShopAsync("UPDATE outbox_EventType SET IsCaptured = 0 WHERE Name = 'one'");
        await ShopAsync("INSERT INTO Orders (OrderId, IsOnline) VALUES (2, 1)");
        Assert.Equal(["one:1", "two:1", "two:2", "three:2"], await EventIdsAsync());
        Assert.Equal([Detail], await DetailsAsync());
        Assert.Equal(4, await Shop.ScalarAsync<long>("SELECT COUNT(*) FROM outbox_Message WHERE CreatedAt = strftime('%Y-%m-%dT%H:%M:%fZ', CreatedAt)"));
    }

    [Fact]
    public async Task A_row_is_stamped_as_the_default_would_stamp_it()
    {
        await MigrateOrderEventAsync("inserted");
        await ShopAsync("INSERT INTO Orders (OrderId) VALUES (1)");
        await ShopAsync("INSERT INTO outbox_Message (Kind, CapturedBy) VALUES ('touch', 'test')");
        Assert.Equal(2, await Shop.ScalarAsync<long>("SELECT COUNT(*) FROM outbox_Message WHERE CreatedAt = strftime('%Y-%m-%dT%H:%M:%fZ', CreatedAt)"));
    }

    [Fact]
    public async Task A_switch_is_followed_however_it_is_thrown()
    {
        await MigrateOrderEventAsync("inserted");
        Assert.Empty(await OffAsync());

        await ShopAsync("UPDATE outbox_Capture SET IsEnabled = 0 WHERE TableName = 'orders'");
        await ShopAsync("UPDATE outbox_EventType SET IsCaptured = 0, Delivery = 'live'");
        Assert.Equal(["order_event", "Orders"], await OffAsync());

        // One fault a row, even where both its table and its type are off.
        await ShopAsync("INSERT INTO Orders (OrderId) VALUES (1), (2)");
        Assert.Equal([Detail, Detail], await DetailsAsync());
        Assert.Empty(await EventIdsAsync());

        await ShopAsync("UPDATE outbox_EventType SET Name = 'other'");
        Assert.Equal(["Orders", "other"], await OffAsync());
        await ShopAsync("REPLACE INTO outbox_EventType (Name, Delivery, TriggerSource) VALUES ('other', 'live', 'x')");
        Assert.Equal(["Orders"], await OffAsync());
        await ShopAsync("INSERT INTO outbox_EventType (Name, Delivery, TriggerSource, IsCaptured) VALUES ('order_event', 'live', 'x', 0)");
        Assert.Equal(["order_event", "Orders"], await OffAsync());
        await ShopAsync("DELETE FROM outbox_EventType");
        await ShopAsync("DELETE FROM outbox_Capture WHERE TableName = 'Orders'");
        Assert.Empty(await OffAsync());
        await ShopAsync("INSERT INTO Orders (OrderId) VALUES (3)");
        Assert.Equal(["order_event:3"], await EventIdsAsync());
    }

    [Fact]
    public async Task A_table_is_off_while_one_of_its_captures_is()
    {
        await MigrateAsync(
            """
            events:
              came: { table: Orders, id: OrderId, person: CustomerId, once: true, when: inserted }
              went: { table: Orders, id: OrderId, person: CustomerId, once: true, when: deleted }
            """);
        await ShopAsync("UPDATE outbox_Capture SET IsEnabled = 0 WHERE TableName = 'Orders'");
        await ShopAsync("UPDATE outbox_Capture SET IsEnabled = 1 WHERE TriggerName = 'outbox_Orders_insert'");
        await ShopAsync("INSERT INTO Orders (OrderId) VALUES (1)");
        Assert.Equal([Detail], await DetailsAsync());
        await ShopAsync("UPDATE outbox_Capture SET IsEnabled = 1");
        Assert.Empty(await OffAsync());
    }

    private Task<IReadOnlyList<string>> OffAsync() =>
        Shop.ColumnAsync("SELECT DISTINCT COALESCE(TableName, CapturedBy) AS Off FROM outbox_Off ORDER BY 1 COLLATE NOCASE");

    private Task<IReadOnlyList<string>> DetailsAsync() => Shop.ColumnAsync("SELECT Detail FROM outbox_Fault ORDER BY FaultId");
}
