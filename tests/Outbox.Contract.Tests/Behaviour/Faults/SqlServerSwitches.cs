using Outbox.Contract.Tests.Engines;

namespace Outbox.Contract.Tests.Behaviour.Faults;

/// <summary>The switches: what they keep out leaves a trace, and reading them holds up nobody.</summary>
public sealed class SqlServerSwitches() : ContractTests(new SqlServerEngine(ownSession: true))
{
    [Fact]
    public async Task A_session_can_switch_its_captures_off_and_leaves_a_trace()
    {
        await MigrateAsync(Mappings.OrderEvent, Mappings.TouchedByOrders);
        await ShopAsync("EXEC sp_set_session_context N'outbox_capture', N'off'");
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId) VALUES (1, 5), (2, 5)");
        await ShopAsync("UPDATE dbo.Orders SET Status = 'x'");
        Assert.Empty(await RowsAsync());
        Assert.Equal(["OBX430 2", "OBX430 2"], await Shop.ColumnAsync("SELECT Code, RowsHit FROM outbox.Fault"));
        Assert.All(await Shop.ColumnAsync("SELECT Detail FROM outbox.Fault"), d => Assert.Contains("session", d, StringComparison.OrdinalIgnoreCase));

        await using var other = await Shop.ConnectAsync(Stop);
        await using (var command = other.CreateCommand())
        {
            command.CommandText = "INSERT INTO dbo.Orders (OrderId, CustomerId) VALUES (3, 5)";
            await command.ExecuteNonQueryAsync(Stop);
        }

        await ShopAsync("EXEC sp_set_session_context N'outbox_capture', NULL");
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId) VALUES (4, 5)");
        Assert.Equal(["order_event:3", "order_event:4"], await EventIdsAsync());
    }

    [Fact]
    public async Task A_table_that_is_switched_off_leaves_one_fault_a_statement()
    {
        await MigrateAsync(Mappings.OrderEvent, Mappings.TouchedByOrders);
        await ShopAsync("UPDATE outbox.Capture SET IsEnabled = 0 WHERE TableName IN ('Orders', 'orders')");
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId) VALUES (1, 5), (2, 5), (3, 5)");
        Assert.Empty(await RowsAsync());
        Assert.Equal(["OBX430 3"], await Shop.ColumnAsync("SELECT Code, RowsHit FROM outbox.Fault"));
    }

    [Fact]
    public async Task A_type_that_is_switched_off_leaves_a_fault_and_the_others_go_on()
    {
        await MigrateAsync(Mappings.OrderEvent, Mappings.TouchedByOrders);
        await ShopAsync("UPDATE outbox.EventType SET IsCaptured = 0 WHERE Name = 'order_event'");
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId) VALUES (1, 5), (2, 6)");
        AssertStatements(await RowsAsync(), ["touch touched_by:Orders 5", "touch touched_by:Orders 6"]);
        Assert.Equal(["order_event OBX430 2"], await Shop.ColumnAsync("SELECT CapturedBy, Code, RowsHit FROM outbox.Fault"));
    }

    [Fact]
    public async Task An_operators_open_transaction_on_a_switch_does_not_hold_up_the_shop()
    {
        await MigrateAsync(Mappings.OrderEvent, Mappings.TouchedByOrders);
        await using var operators = await Shop.ConnectAsync(Stop);
        await using var transaction = await operators.BeginTransactionAsync(Stop);
        await using (var command = operators.CreateCommand())
        {
            command.Transaction = transaction;
            command.CommandText = "UPDATE outbox.EventType SET Delivery = 'live'; UPDATE outbox.Capture SET DeployedAt = DeployedAt;";
            await command.ExecuteNonQueryAsync(Stop);
        }

        await ShopAsync("SET LOCK_TIMEOUT 2000");
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId) VALUES (1, 5)");
        await transaction.RollbackAsync(Stop);
        Assert.Equal(["order_event:1"], await EventIdsAsync());
        Assert.Empty(await FaultsAsync());
    }
}
