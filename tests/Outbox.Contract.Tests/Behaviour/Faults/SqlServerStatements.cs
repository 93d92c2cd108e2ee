using Microsoft.Data.SqlClient;
using Outbox.Contract.Tests.Engines;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour.Faults;

/// <summary>What only SQL Server's statements and triggers do, and what its applications see of the capture.</summary>
public sealed class SqlServerStatements() : ContractTests(new SqlServerEngine())
{
    private const string Paid = "{ column: Status, becomes: Paid }";

    [Fact]
    public async Task A_statement_above_the_limit_leaves_one_fault_and_is_not_captured()
    {
        await MigrateOrderEventAsync(Paid);
        await ShopAsync(ManyRows.Orders(100_001, "Paid"));
        Assert.Equal(100_001, await Shop.ScalarAsync<int>("SELECT COUNT(*) FROM dbo.Orders"));
        Assert.Empty(await EventIdsAsync());
        Assert.Equal(["OBX431 100001"], await Shop.ColumnAsync("SELECT Code, RowsHit FROM outbox.Fault"));
        await ShopAsync("UPDATE dbo.Orders SET Status = 'Open' WHERE OrderId <= 2");
        await ShopAsync("UPDATE dbo.Orders SET Status = 'Paid' WHERE OrderId <= 2");
        AssertStatements(await EventIdsAsync(), ["order_event:1", "order_event:2"]);
    }

    [Fact]
    public async Task Keys_that_change_in_several_rows_are_a_fault_and_the_write_stands()
    {
        await MigrateOrderEventAsync(Paid);
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, Status) VALUES (1, 'Open'), (2, 'Open')");
        await ShopAsync("UPDATE dbo.Orders SET OrderId = OrderId + 10, Status = 'Paid'");
        Assert.Equal(["11", "12"], await Shop.ColumnAsync("SELECT OrderId FROM dbo.Orders ORDER BY OrderId"));
        Assert.Contains("OBX433", await FaultsAsync());
    }

    [Fact]
    public async Task Keys_that_are_set_to_themselves_in_several_rows_are_no_fault()
    {
        await MigrateOrderEventAsync(Paid);
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, Status) VALUES (1, 'Open'), (2, 'Open')");
        await ShopAsync("UPDATE dbo.Orders SET OrderId = OrderId, Status = 'Paid'");
        AssertStatements(await EventIdsAsync(), ["order_event:1", "order_event:2"]);
        Assert.Empty(await FaultsAsync());
    }

    [Theory]
    [InlineData("SCOPE_IDENTITY()")]
    [InlineData("@@IDENTITY")]
    public async Task The_applications_identity_is_its_own(string identity)
    {
        if (identity.StartsWith('@'))
        {
            await NeedAsync(Trait.SequencesSpareIdentity);
        }

        var insert = $"INSERT INTO dbo.Tickets (CustomerId) VALUES (5); SELECT CAST({identity} AS int);";
        await ShopAsync("CREATE TABLE dbo.Tickets (TicketId int IDENTITY (500, 1) NOT NULL PRIMARY KEY, CustomerId int NULL)");
        await MigrateAsync("events: { opened: { table: Tickets, id: TicketId, person: CustomerId, when: inserted } }");
        Assert.Equal(500, await Shop.ScalarAsync<int>(insert));
        await ShopAsync("UPDATE outbox.Capture SET IsEnabled = 0");
        Assert.Equal(501, await Shop.ScalarAsync<int>(insert));
        Assert.Equal(["opened:500"], await EventIdsAsync());
        Assert.Equal(["OBX430"], await FaultsAsync());
    }

    [Fact]
    public async Task The_application_sees_its_own_rows_affected_and_no_result_set_and_no_message()
    {
        await MigrateOrderEventAsync(Paid, ", properties: { total: Total }");
        var said = new List<string>();
        ((SqlConnection)Shop.Connection).InfoMessage += (_, message) => said.Add(message.Message);
        await using var command = Shop.Connection.CreateCommand();
        command.CommandText =
            """
            INSERT INTO dbo.Orders (OrderId, Status) VALUES (1, 'Open'), (2, 'Open'), (3, 'Paid');
            UPDATE dbo.Orders SET Status = 'Paid';
            DELETE FROM dbo.Orders WHERE OrderId = 1;
            """;
        await using (var reader = await command.ExecuteReaderAsync(Stop))
        {
            Assert.Equal(0, reader.FieldCount);
            Assert.False(await reader.NextResultAsync(Stop));
            Assert.Equal(7, reader.RecordsAffected);
        }

        Assert.Empty(said);
        Assert.Equal(3, (await EventIdsAsync()).Count);
    }

    [Fact]
    public async Task The_rows_that_a_statement_counts_are_the_shops()
    {
        await MigrateOrderEventAsync(Paid);
        Assert.Equal(["2"], await Shop.ColumnAsync("INSERT INTO dbo.Orders (OrderId, Status) VALUES (1, 'Paid'), (2, 'Open'); SELECT @@ROWCOUNT AS a;"));
    }

    [Fact]
    public async Task A_shop_trigger_that_writes_its_own_table_again_brings_one_event()
    {
        await MigrateOrderEventAsync(Paid);
        await ShopAsync(
            """
            CREATE TRIGGER dbo.Stamp ON dbo.Orders AFTER UPDATE AS
            SET NOCOUNT ON;
            IF UPDATE(Status)
                UPDATE o SET Code = 'stamped' FROM dbo.Orders AS o INNER JOIN inserted AS i ON i.OrderId = o.OrderId WHERE o.Code IS NULL;
            """);
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, Status) VALUES (1, 'Open')");
        await ShopAsync("UPDATE dbo.Orders SET Status = 'Paid'");
        Assert.Equal("stamped", await Shop.ScalarAsync<string>("SELECT Code FROM dbo.Orders"));
        Assert.Equal(["order_event:1"], await EventIdsAsync());
    }

    [Fact]
    public async Task Recursive_triggers_of_the_shop_bring_one_event_each_time_that_the_fact_comes_true()
    {
        await NeedAsync(Trait.RecursiveTriggers);
        await ShopAsync("ALTER DATABASE CURRENT SET RECURSIVE_TRIGGERS ON");
        await MigrateOrderEventAsync(Paid);
        await ShopAsync(
            """
            CREATE TRIGGER dbo.CountDown ON dbo.Orders AFTER UPDATE AS
            SET NOCOUNT ON;
            UPDATE o
            SET StoreId = o.StoreId - 1, Status = CASE WHEN o.StoreId = 1 THEN 'Paid' ELSE o.Status END
            FROM dbo.Orders AS o
            INNER JOIN inserted AS i ON i.OrderId = o.OrderId
            WHERE o.StoreId > 0;
            """);
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, Status, StoreId) VALUES (1, 'Open', 5)");
        await ShopAsync("UPDATE dbo.Orders SET Total = 1");
        Assert.Equal(0, await Shop.ScalarAsync<int>("SELECT StoreId FROM dbo.Orders"));
        Assert.Equal(["order_event:1"], await EventIdsAsync());
    }

    [Fact]
    public async Task A_write_through_an_instead_of_trigger_is_captured()
    {
        await MigrateOrderEventAsync(Paid);
        await ShopAsync(
            """
            CREATE TRIGGER dbo.Checked ON dbo.Orders INSTEAD OF INSERT AS
            SET NOCOUNT ON;
            INSERT INTO dbo.Orders (OrderId, Status) SELECT OrderId, 'Paid' FROM inserted;
            """);
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, Status) VALUES (1, 'Open'), (2, 'Open')");
        AssertStatements(await EventIdsAsync(), ["order_event:1", "order_event:2"]);
    }

    [Fact]
    public async Task A_shop_trigger_that_rolls_back_takes_the_capture_with_it()
    {
        await MigrateOrderEventAsync(Paid);
        await ShopAsync("CREATE TRIGGER dbo.Refuse ON dbo.Orders AFTER INSERT AS IF EXISTS (SELECT 1 FROM inserted WHERE StoreId = 13) BEGIN ROLLBACK TRANSACTION; END;");
        await Assert.ThrowsAsync<SqlException>(() => ShopAsync("INSERT INTO dbo.Orders (OrderId, Status, StoreId) VALUES (1, 'Paid', 13)"));
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, Status, StoreId) VALUES (2, 'Paid', 12)");
        Assert.Equal(["order_event:2"], await EventIdsAsync());
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task A_merge_is_the_inserts_updates_and_deletes_that_it_does()
    {
        await NeedAsync(Trait.Merge);
        await MigrateAsync(
            """
            events:
              came: { table: Orders, id: OrderId, person: CustomerId, when: inserted }
              paid: { table: Orders, id: OrderId, person: CustomerId, once: true, when: { column: Status, becomes: Paid } }
              went: { table: Orders, id: OrderId, person: CustomerId, when: deleted }
            """);
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, Status) VALUES (1, 'Open'), (2, 'Open')");
        await ShopAsync("DELETE FROM outbox.Message");
        await ShopAsync(
            """
            MERGE dbo.Orders AS o
            USING (VALUES (1, 'Paid'), (3, 'Open')) AS n (OrderId, Status) ON n.OrderId = o.OrderId
            WHEN MATCHED THEN UPDATE SET Status = n.Status
            WHEN NOT MATCHED THEN INSERT (OrderId, Status) VALUES (n.OrderId, n.Status)
            WHEN NOT MATCHED BY SOURCE THEN DELETE;
            """);
        Assert.Equal(["came:3", "paid:1", "went:2"], (await EventIdsAsync()).Order());

        // The count of the statement is not that of the action: this one inserts nothing and deletes nothing.
        await ShopAsync("DELETE FROM outbox.Message");
        await ShopAsync(
            """
            MERGE dbo.Orders AS o
            USING (VALUES (1, 'Open')) AS n (OrderId, Status) ON n.OrderId = o.OrderId
            WHEN MATCHED THEN UPDATE SET Status = n.Status
            WHEN NOT MATCHED THEN INSERT (OrderId, Status) VALUES (n.OrderId, n.Status);
            """);
        Assert.Empty(await EventIdsAsync());
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task An_open_transaction_of_the_shop_holds_up_neither_other_writers_nor_the_reader()
    {
        await MigrateOrderEventAsync(Paid);
        await using var other = await Shop.ConnectAsync(Stop);
        await using (var transaction = await Shop.BeginAsync(Stop))
        {
            await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid')");
            await using var command = other.CreateCommand();
            command.CommandText = "INSERT INTO Orders (OrderId, Status) VALUES (2, 'Paid')";
            await command.ExecuteNonQueryAsync(Stop);
            Assert.Equal(["order_event:2"], await EventIdsAsync());
            await transaction.CommitAsync(Stop);
        }

        Assert.Equal(["order_event:1", "order_event:2"], await EventIdsAsync());
    }

    [Fact]
    public async Task Keys_that_differ_in_letter_case_alone_share_a_lane()
    {
        await MigrateAsync("events: { probe: { table: Keys, id: KeyId, person: AText, when: inserted } }");
        await ShopAsync("INSERT INTO dbo.Keys (KeyId, AText) VALUES (1, N'Ümit'), (2, N'ümit'), (3, N'ÜMIT '), (4, NULL)");
        Assert.Null(Assert.Single(await Store.ReadUnroutedAsync(10, Stop)).PersonKey);
        var lanes = (await Shop.PendingAsync(Stop)).Where(m => m.PersonKey is not null).Select(m => m.Lane).Distinct();
        Assert.True(Assert.Single(lanes) < 16);
    }

    [Fact]
    public async Task Persons_are_spread_over_the_lanes()
    {
        await MigrateOrderEventAsync("inserted");
        await ShopAsync(ManyRows.Orders(1000, "Open"));
        var lanes = (await Shop.PendingAsync(Stop)).Select(m => m.Lane).ToHashSet();
        Assert.Equal(16, lanes.Count);
        Assert.All(lanes, lane => Assert.InRange(lane, 0, 15));
    }
}
