using Outbox.Contract.Tests.Engines;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>Which writes are the fact.</summary>
public abstract class WhenContract(ContractEngine engine) : ContractTests(engine)
{
    private const string Paid = "{ column: Status, becomes: Paid }";

    [Fact]
    public async Task Becomes_takes_a_new_row_that_passes()
    {
        await MigrateOrderEventAsync(Paid);
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid'), (2, 'Open'), (3, NULL)");
        Assert.Equal(["order_event:1"], await EventIdsAsync());
    }

    [Fact]
    public async Task Becomes_takes_an_update_into_the_value_from_another_and_from_null()
    {
        await MigrateOrderEventAsync(Paid);
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Open'), (2, NULL), (3, 'Open')");
        await ShopAsync("UPDATE Orders SET Status = 'Paid' WHERE OrderId < 3");
        AssertStatements(await EventIdsAsync(), ["order_event:1", "order_event:2"]);
    }

    [Fact]
    public async Task Becomes_ignores_updates_that_stay_leave_or_change_nothing()
    {
        await MigrateOrderEventAsync("{ all: [{ column: Status, becomes: Paid, from: [Open] }] }");
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid')");
        await ShopAsync("UPDATE Orders SET Status = 'Paid'");
        await ShopAsync("UPDATE Orders SET Total = 5");
        await ShopAsync("UPDATE Orders SET Status = 'Lost'");
        await ShopAsync("UPDATE Orders SET Status = NULL");
        await ShopAsync("DELETE FROM Orders");
        Assert.Empty(await EventIdsAsync());
    }

    [Fact]
    public async Task Becomes_a_list_does_not_repeat_within_the_list()
    {
        await MigrateOrderEventAsync("{ column: Status, becomes: [Paid, Settled] }");
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Open')");
        await ShopAsync("UPDATE Orders SET Status = 'Settled'");
        await ShopAsync("UPDATE Orders SET Status = 'Paid'");
        Assert.Single(await EventIdsAsync());
    }

    [Fact]
    public async Task Becomes_null_and_not_null_look_at_null_alone()
    {
        await MigrateAsync(
            """
            events:
              set: { table: Orders, id: OrderId, person: CustomerId, once: true, when: { column: CompletedAt, becomes: not_null } }
              unset: { table: Orders, id: OrderId, person: CustomerId, once: true, when: { column: CompletedAt, becomes: null, from: not_null } }
            """);
        await ShopAsync("INSERT INTO Orders (OrderId) VALUES (1)");
        await ShopAsync("UPDATE Orders SET CompletedAt = '2026-11-23 10:00:00'");
        await ShopAsync("UPDATE Orders SET CompletedAt = '2026-11-24 10:00:00'");
        await ShopAsync("UPDATE Orders SET CompletedAt = NULL");
        Assert.Equal(["set:1", "unset:1"], await EventIdsAsync());
    }

    [Fact]
    public async Task Becomes_with_from_wants_that_old_value_and_no_insert()
    {
        await MigrateOrderEventAsync("{ column: Status, becomes: Open, from: Paused }");
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Open'), (2, 'Paused'), (3, 'New')");
        await ShopAsync("UPDATE Orders SET Status = 'Open'");
        Assert.Equal(["order_event:2"], await EventIdsAsync());
    }

    [Fact]
    public async Task Becomes_with_from_that_overlaps_ignores_an_update_that_changes_nothing()
    {
        await MigrateOrderEventAsync("{ column: Status, becomes: [Open, Paused], from: [Open, Paused] }");
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Open'), (2, 'Paused')");
        await ShopAsync("UPDATE Orders SET Status = 'Open'");
        Assert.Equal(["order_event:2"], await EventIdsAsync());
    }

    [Fact]
    public async Task A_number_that_the_mapping_writes_bare_matches_a_text_column()
    {
        await MigrateOrderEventAsync("{ column: Code, becomes: 7 }");
        await ShopAsync("INSERT INTO Orders (OrderId, Code) VALUES (1, '7'), (2, '8')");
        await ShopAsync("UPDATE Orders SET Code = '7' WHERE OrderId = 2");
        Assert.Equal(["order_event:1", "order_event:2"], await EventIdsAsync());
    }

    [Fact]
    public async Task A_text_that_the_mapping_quotes_matches_a_number_column()
    {
        await MigrateOrderEventAsync("{ column: StoreId, becomes: '7' }");
        await ShopAsync("INSERT INTO Orders (OrderId, StoreId) VALUES (1, 7), (2, 8)");
        await ShopAsync("UPDATE Orders SET StoreId = 7 WHERE OrderId = 2");
        Assert.Equal(["order_event:1", "order_event:2"], await EventIdsAsync());
    }

    [Fact]
    public async Task Inserted_and_deleted_are_those_operations_alone()
    {
        await MigrateAsync(
            """
            events:
              came: { table: Orders, id: OrderId, person: CustomerId, when: inserted }
              went: { table: Orders, id: OrderId, person: CustomerId, when: deleted }
            """);
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5)");
        await ShopAsync("UPDATE Orders SET Status = 'x'");
        await ShopAsync("DELETE FROM Orders");
        Assert.Equal(["came:1", "went:1"], await EventIdsAsync());
        Assert.All(await Shop.PendingAsync(Stop), m => Assert.Equal("5", m.PersonKey));
    }

    [Fact]
    public async Task Changed_sees_null_and_letter_case_but_no_insert_and_no_other_column()
    {
        await MigrateAsync("events: { mail_changed: { table: Customers, id: [CustomerId, Email], person: CustomerId, when: { changed: [Email, Tier] } } }");
        await ShopAsync("INSERT INTO Customers (CustomerId, Email) VALUES (1, 'a@x.de')");
        await ShopAsync("UPDATE Customers SET Email = 'a@x.de', Note = 'same'");
        await ShopAsync("UPDATE Customers SET Email = 'A@x.de'");
        await ShopAsync("UPDATE Customers SET Email = NULL");
        await ShopAsync("UPDATE Customers SET Email = NULL");
        await ShopAsync("UPDATE Customers SET Email = 'b@x.de'");
        Assert.Equal(["mail_changed:1:A@x.de", "mail_changed:1:%00", "mail_changed:1:b@x.de"], await EventIdsAsync());
    }

    [Fact]
    public async Task All_and_any_speak_of_the_same_write()
    {
        await MigrateAsync(
            """
            events:
              both: { table: Orders, id: OrderId, person: CustomerId, once: true, when: { all: [{ changed: Total }, { column: Status, becomes: Paid }] } }
              either: { table: Orders, id: OrderId, person: CustomerId, once: true, when: { any: [deleted, { column: Status, becomes: Paid }] } }
              never: { table: Orders, id: OrderId, person: CustomerId, once: true, when: { all: [inserted, deleted] } }
            """);
        await ShopAsync("INSERT INTO Orders (OrderId, Status, Total) VALUES (1, 'Open', 1), (2, 'Open', 1)");
        await ShopAsync("UPDATE Orders SET Status = 'Paid', Total = 2 WHERE OrderId = 1");
        await ShopAsync("UPDATE Orders SET Status = 'Paid' WHERE OrderId = 2");
        await ShopAsync("DELETE FROM Orders WHERE OrderId = 2");
        Assert.Equal(["both:1", "either:1", "either:2", "either:2"], await EventIdsAsync());
    }

    [Fact]
    public async Task Where_looks_at_the_new_row_and_at_the_old_one_of_a_delete()
    {
        await MigrateAsync(
            """
            events:
              paid: { table: Orders, id: OrderId, person: CustomerId, once: true, when: { column: Status, becomes: Paid }, where: { IsOnline: 1, StoreId: [1, 2], Code: null } }
              went: { table: Orders, id: OrderId, person: CustomerId, when: deleted, where: { IsOnline: true } }
            """);
        await ShopAsync(
            "INSERT INTO Orders (OrderId, Status, IsOnline, StoreId, Code) VALUES (1, 'Paid', 1, 2, NULL), (2, 'Paid', 0, 2, NULL), (3, 'Paid', 1, 3, NULL), (4, 'Paid', 1, 1, 'x')");
        await ShopAsync("DELETE FROM Orders WHERE OrderId <= 2");
        Assert.Equal(["paid:1", "went:1"], await EventIdsAsync());
    }

    [Fact]
    public async Task A_statement_over_many_rows_captures_each_row_once()
    {
        await MigrateOrderEventAsync(Paid);
        var values = string.Join(", ", Enumerable.Range(1, 500).Select(i => $"({i}, 'Open')"));
        await ShopAsync($"INSERT INTO Orders (OrderId, Status) VALUES {values}");
        await ShopAsync("UPDATE Orders SET Status = 'Paid' WHERE OrderId > 100");
        AssertStatements(await EventIdsAsync(), [.. Enumerable.Range(101, 400).Select(i => $"order_event:{i}")]);
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteWhen() : WhenContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerWhen() : WhenContract(new SqlServerEngine());
