using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Outbox.Cli.Demo.Journal;
using Outbox.Cli.Demo.Shop;
using Outbox.Cli.Demo.Shop.Deeds;

namespace Outbox.EndToEnd.Tests.Demo;

/// <summary>A desk whose transaction is chosen to end a deadlock.</summary>
public sealed class DeskTests : IDisposable
{
    private readonly string _folder;
    private readonly DeadlockingShop _shop;

    public DeskTests()
    {
        _folder = Directory.CreateTempSubdirectory("outbox-desk-").FullName;
        _shop = new DeadlockingShop(Path.Combine(_folder, "shop.db"));
    }

    [Fact]
    public async Task A_deadlocks_victim_begins_again_and_the_journal_has_the_deed_once()
    {
        var journal = new CommitJournal();
        await using var desk = await OpenAsync(journal);

        await SignUpAsync(desk, deadlocks: 2);

        Assert.Equal((1, 2), (journal.Transactions, journal.RolledBack));
        Assert.Single(desk.Customers);
        Assert.Equal([desk.Customers[0].CustomerId], await CustomersAsync());
    }

    [Fact]
    public async Task One_that_meets_nothing_else_is_an_error()
    {
        var journal = new CommitJournal();
        await using var desk = await OpenAsync(journal);

        await Assert.ThrowsAsync<Deadlock>(() => SignUpAsync(desk, deadlocks: 1000));

        Assert.Equal(0, journal.Transactions);
        Assert.Empty(await CustomersAsync());
    }

    [Fact]
    public void A_server_returns_a_key_past_the_tables_trigger()
    {
        var database = new SqlServerShopDatabase("Server=db", "outbox_demo_1", TimeProvider.System);

        Assert.Equal(
            """
            DECLARE @Inserted TABLE (OrderId bigint NOT NULL);
            INSERT INTO Orders (Number) OUTPUT INSERTED.OrderId INTO @Inserted (OrderId)
            VALUES (@Number);
            SELECT OrderId FROM @Inserted;
            """,
            database.ReturningKey("INSERT INTO Orders (Number) VALUES (@Number)", "OrderId"));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task SignUpAsync(Desk desk, int deadlocks) => desk.CommitAsync(
        async shop =>
        {
            await SignUp.AddAsync(desk, shop, [SignUp.Invent(desk, isTest: false, isLeaver: false)]);
            if (deadlocks-- > 0)
            {
                throw new Deadlock();
            }
        },
        TestContext.Current.CancellationToken);

    private async Task<Desk> OpenAsync(CommitJournal journal)
    {
        var token = TestContext.Current.CancellationToken;
        await _shop.CreateShopAsync(token);
        var catalogue = await Catalogue.ReadAsync(_shop, token);
        var context = new DeskContext(TimeProvider.System, new ShopClock(TimeProvider.System), catalogue, journal, Seed: 1);
        return await Desk.OpenAsync(_shop, context, 0, token);
    }

    private async Task<IEnumerable<long>> CustomersAsync()
    {
        await using var connection = await _shop.OpenAsync(TestContext.Current.CancellationToken);
        return await connection.QueryAsync<long>("SELECT CustomerId FROM Customers");
    }

    private sealed class Deadlock : DbException;

    /// <summary>A shop in a file that takes one error for a deadlock.</summary>
    private sealed class DeadlockingShop(string path) : IShopDatabase
    {
        private readonly SqliteShopDatabase _shop = new(path);

        public string Place => _shop.Place;

        public string Connection => _shop.Connection;

        public string NowUtc => _shop.NowUtc;

        public Task CreateAsync(CancellationToken cancellationToken) => _shop.CreateAsync(cancellationToken);

        public Task CreateShopAsync(CancellationToken cancellationToken) => _shop.CreateShopAsync(cancellationToken);

        public Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => _shop.OpenAsync(cancellationToken);

        public string ReturningKey(string insert, string keyColumn) => _shop.ReturningKey(insert, keyColumn);

        public bool IsDeadlock(DbException error) => error is Deadlock;

        public Task RemoveAsync(CancellationToken cancellationToken) => _shop.RemoveAsync(cancellationToken);
    }
}
