using Outbox.Contract.Tests.Engines;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>The outbox row lives and dies with the shop's write.</summary>
public abstract class TransactionContract(ContractEngine engine) : ContractTests(engine)
{
    private const string Paid = "{ column: Status, becomes: Paid }";

    [Fact]
    public async Task A_rollback_leaves_nothing()
    {
        await MigrateOrderEventAsync(Paid);
        await using (var transaction = await Shop.BeginAsync(Stop))
        {
            await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid')");
            await transaction.RollbackAsync(Stop);
        }

        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_savepoint_takes_back_what_followed_it_alone()
    {
        await MigrateOrderEventAsync(Paid);
        await using (var transaction = await Shop.BeginAsync(Stop))
        {
            await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid')");
            await transaction.SaveAsync("here", Stop);
            await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (2, 'Paid')");
            await transaction.RollbackAsync("here", Stop);
            await transaction.CommitAsync(Stop);
        }

        Assert.Equal(["order_event:1"], await EventIdsAsync());
    }

    [Fact]
    public async Task A_statement_that_fails_leaves_nothing()
    {
        await MigrateOrderEventAsync(Paid);
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (2, 'Open')");
        await Assert.ThrowsAnyAsync<Exception>(() =>
            ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid'), (2, 'Paid')"));
        Assert.Empty(await EventIdsAsync());
    }

    [Fact]
    public async Task A_fact_that_repeats_is_captured_again_and_flagged_as_a_duplicate()
    {
        await MigrateOrderEventAsync(Paid);
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid')");
        await ShopAsync("UPDATE Orders SET Status = 'Open'");
        await ShopAsync("UPDATE Orders SET Status = 'Paid'");
        Assert.Equal([false, true], (await Shop.PendingAsync(Stop)).Select(m => m.IsDuplicate));
    }

    [Fact]
    public async Task A_cascade_is_captured_like_a_delete_by_hand()
    {
        await MigrateAsync("events: { line_removed: { table: OrderLines, id: OrderLineId, person: { lookup: Orders, on: OrderId, column: CustomerId }, when: deleted } }");
        await ShopAsync("INSERT INTO Orders (OrderId) VALUES (1)");
        await ShopAsync("INSERT INTO OrderLines (OrderLineId, OrderId, Sku, Quantity) VALUES (10, 1, 'a', 1), (11, 1, 'b', 1)");
        await ShopAsync("DELETE FROM Orders");
        AssertStatements(await EventIdsAsync(), ["line_removed:10", "line_removed:11"]);
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteTransactions() : TransactionContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerTransactions() : TransactionContract(new SqlServerEngine());
