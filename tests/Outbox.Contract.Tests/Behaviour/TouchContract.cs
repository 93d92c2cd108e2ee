using Outbox.Contract.Tests.Engines;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>Whose attributes may have changed, and who is gone.</summary>
public abstract class TouchContract(ContractEngine engine) : ContractTests(engine)
{
    private const string Deleting = Mappings.People + "\n  deleted: { when: { column: DeletedAt, becomes: not_null }, then: ";

    [Fact]
    public async Task A_new_person_is_touched()
    {
        await MigrateAsync("");
        await ShopAsync("INSERT INTO Customers (CustomerId) VALUES (1), (2)");
        AssertStatements(await RowsAsync(), ["touch people 1", "touch people 2"]);
    }

    [Fact]
    public async Task An_update_touches_where_a_mapped_column_changed()
    {
        await MigrateAsync("");
        await ShopAsync("INSERT INTO Customers (CustomerId, Email) VALUES (1, 'a'), (2, 'b')");
        await SettleAsync();
        await ShopAsync("UPDATE Customers SET Note = 'x', Email = Email");
        Assert.Empty(await RowsAsync());
        await ShopAsync("UPDATE Customers SET Email = 'B' WHERE CustomerId = 2");
        await ShopAsync("UPDATE Customers SET IsTest = 1 WHERE CustomerId = 1");
        Assert.Equal(["touch people 2", "touch people 1"], await RowsAsync());
    }

    [Fact]
    public async Task With_a_view_any_column_may_matter()
    {
        await MigrateAsync("", Mappings.People + "\n  view: { name: CustomerLifecycle, on: CustomerId }");
        await ShopAsync("INSERT INTO Customers (CustomerId) VALUES (1)");
        await SettleAsync();
        await ShopAsync("UPDATE Customers SET Note = 'x'");
        Assert.Equal(["touch people 1"], await RowsAsync());
    }

    [Fact]
    public async Task A_changed_key_touches_the_person_before_and_after()
    {
        await MigrateAsync("");
        await ShopAsync("INSERT INTO Customers (CustomerId) VALUES (1)");
        await SettleAsync();
        await ShopAsync("UPDATE Customers SET CustomerId = 7");
        Assert.Equal(["touch people 1", "touch people 7", "merge people 1"], await RowsAsync());
    }

    [Fact]
    public async Task Another_tables_writes_touch_the_old_and_the_new_person()
    {
        await MigrateAsync("", Mappings.TouchedByOrders);
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5), (2, NULL)");
        await ShopAsync("UPDATE Orders SET CustomerId = 6 WHERE OrderId = 1");
        await ShopAsync("UPDATE Orders SET Status = 'x' WHERE OrderId = 1");
        await ShopAsync("DELETE FROM Orders");
        Assert.Equal(
            ["touch touched_by:Orders 5", "touch touched_by:Orders 5", "touch touched_by:Orders 6", "touch touched_by:Orders 6", "touch touched_by:Orders 6"],
            await RowsAsync());
    }

    [Fact]
    public async Task A_touch_by_lookup_keeps_the_keys_and_resolves_after_the_commit()
    {
        await MigrateAsync("", Mappings.People + "\n  touched_by:\n    - { table: Refunds, person: { lookup: Orders, on: OrderId, column: CustomerId } }");
        await ShopAsync("INSERT INTO Refunds (RefundId, OrderId) VALUES (1, 10)");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (10, 5)");
        var touch = Assert.Single(await Shop.PendingAsync(Stop));
        Assert.Null(touch.PersonKey);
        Shop.AssertJson("""{"person":{"key":"5"}}""", (await Store.ReadRelatedAsync(touch.CapturedBy, [touch], Stop))[touch.MessageId]);
    }

    [Fact]
    public async Task A_touch_goes_before_the_events_of_the_same_write_and_a_deletion_after_them()
    {
        await MigrateAsync(
            "events: { left: { table: Customers, id: CustomerId, person: CustomerId, once: true, when: { column: DeletedAt, becomes: not_null } } }",
            Deleting + "suppress }");
        await ShopAsync("INSERT INTO Customers (CustomerId) VALUES (1)");
        await SettleAsync();
        await ShopAsync("UPDATE Customers SET DeletedAt = '2026-11-23 00:00:00'");
        Assert.Equal(["touch people 1", "event left:1", "suppress people 1"], await RowsAsync());
    }

    [Fact]
    public async Task A_row_that_is_deleted_outright_says_so_unless_deletions_are_ignored()
    {
        await MigrateAsync("", Deleting + "delete }");
        await ShopAsync("INSERT INTO Customers (CustomerId) VALUES (1)");
        await SettleAsync();
        await ShopAsync("DELETE FROM Customers");
        Assert.Equal(["delete people 1"], await RowsAsync());

        await SettleAsync();
        await MigrateAsync("", Deleting + "ignore }");
        await ShopAsync("INSERT INTO Customers (CustomerId, DeletedAt) VALUES (2, '2026-11-23')");
        await ShopAsync("DELETE FROM Customers");
        Assert.Equal(["touch people 2"], await RowsAsync());
    }

    [Fact]
    public async Task People_are_read_as_they_are_now_with_where_and_deletion_told()
    {
        await MigrateAsync("", Deleting + "delete }");
        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Tier, IsTest, DeletedAt) VALUES (1, 'a', 'gold', 0, NULL), (2, NULL, NULL, 1, '2026-11-23')");
        var people = await Store.ReadPeopleAsync(["1", "2", "3"], Stop);
        Assert.Equal(["1", "2"], people.Keys.Order());
        Assert.True(people["1"].IsIncluded);
        Assert.False(people["1"].IsDeleted);
        Shop.AssertJson("""{"row":{"Email":"a","Tier":"gold"}}""", people["1"].Json);
        Assert.False(people["2"].IsIncluded);
        Assert.True(people["2"].IsDeleted);
        Shop.AssertJson("""{"row":{"Email":null,"Tier":null}}""", people["2"].Json);
    }

    [Fact]
    public async Task People_bring_their_looked_up_attributes_and_their_view()
    {
        await MigrateAsync("", """
            people:
              table: Customers
              id: CustomerId
              attributes: { tier: { lookup: Products, on: { Tier: Sku }, column: Category } }
              view: { name: CustomerLifecycle, on: CustomerId }
            """);
        await ShopAsync("INSERT INTO Products (Sku, Category) VALUES ('gold', 'Best')");
        await ShopAsync("INSERT INTO Customers (CustomerId, Tier) VALUES (1, 'gold'), (2, NULL)");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, Status, CompletedAt) VALUES (1, 1, 'Completed', '2026-11-23 10:00:00')");
        var people = await Store.ReadPeopleAsync(["1", "2"], Stop);
        Shop.AssertJson(
            """{"row":{},"lookups":{"tier":{"value":"Best"}},"view":{"order_count":1,"last_order_date":"2026-11-23 10:00:00"}}""",
            people["1"].Json);
        Shop.AssertJson("""{"row":{},"lookups":{"tier":null},"view":null}""", people["2"].Json);
    }

    private async Task SettleAsync() => await Shop.CompleteAsync(
        Stores.Completion.Of([.. (await Shop.PendingAsync(Stop)).Select(m => Core.Messages.Outcome.Sent(m.Key))]), Stop);
}

/// <summary>On SQLite.</summary>
public sealed class SqliteTouches() : TouchContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerTouches() : TouchContract(new SqlServerEngine());
