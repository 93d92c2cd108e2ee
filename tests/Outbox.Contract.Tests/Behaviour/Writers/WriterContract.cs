using System.Data.Common;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Outbox.Contract.Tests.Engines;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour.Writers;

/// <summary>Applications that write through EF Core, Dapper and ADO.NET get their events, and notice nothing.</summary>
public abstract class WriterContract(ContractEngine engine) : ContractTests(engine)
{
    private const string Mapped =
        """
        events:
          paid: { table: Orders, id: OrderId, person: CustomerId, once: true, when: { column: Status, becomes: Paid } }
          gone: { table: Orders, id: OrderId, person: CustomerId, when: deleted }
          opened: { table: Tickets, id: TicketId, person: CustomerId, when: inserted }
          renamed: { table: Tickets, id: [TicketId, Subject], person: CustomerId, when: { changed: [Subject] } }
        """;

    [Fact]
    public async Task One_save_of_inserts_updates_and_deletes_brings_the_events_of_each()
    {
        await BeginShopAsync();
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, Status) VALUES (1, 5, 'Open'), (2, 5, 'Open')");
        await using var shop = Context(Shop.Connection);
        var orders = await shop.Orders.OrderBy(o => o.OrderId).ToListAsync(Stop);
        orders[0].Status = "Paid";
        shop.Remove(orders[1]);
        shop.Add(new Order { OrderId = 3, CustomerId = 6, Status = "Paid" });
        Assert.Equal(3, await shop.SaveChangesAsync(Stop));
        Assert.Equal(["gone:2", "paid:1", "paid:3"], (await EventIdsAsync()).Order());
    }

    [Fact]
    public async Task Keys_that_the_database_makes_come_back_to_the_application()
    {
        await BeginShopAsync();
        await using var shop = Context(Shop.Connection);
        var tickets = Enumerable.Range(1, 60).Select(i => new Ticket { CustomerId = i, Subject = $"s{i}" }).ToList();
        shop.AddRange(tickets);
        Assert.Equal(60, await shop.SaveChangesAsync(Stop));
        Assert.Equal(60, tickets.Select(t => t.TicketId).Distinct().Count());
        Assert.Equal(tickets.Select(t => $"opened:{t.TicketId}").Order(), (await EventIdsAsync()).Order());
        Assert.All(
            await Shop.PendingAsync(Stop),
            m => Assert.Equal(m.PersonKey, tickets.Single(t => m.EventId == $"opened:{t.TicketId}").CustomerId?.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        foreach (var ticket in tickets)
        {
            ticket.Subject = "later";
        }

        Assert.Equal(60, await shop.SaveChangesAsync(Stop));
        Assert.Equal(120, (await EventIdsAsync()).Count);
    }

    [Fact]
    public async Task A_transaction_of_the_context_over_two_saves_is_captured_whole_or_not_at_all()
    {
        await BeginShopAsync();
        await using var shop = Context(Shop.Connection);
        await using (var transaction = await shop.Database.BeginTransactionAsync(Stop))
        {
            shop.Add(new Order { OrderId = 1, CustomerId = 5, Status = "Paid" });
            await shop.SaveChangesAsync(Stop);
            shop.Add(new Ticket { CustomerId = 5, Subject = "lost" });
            await shop.SaveChangesAsync(Stop);
            await transaction.RollbackAsync(Stop);
        }

        shop.ChangeTracker.Clear();
        Assert.Empty(await EventIdsAsync());
        await using (var transaction = await shop.Database.BeginTransactionAsync(Stop))
        {
            shop.Add(new Order { OrderId = 2, CustomerId = 5, Status = "Open" });
            await shop.SaveChangesAsync(Stop);
            (await shop.Orders.SingleAsync(Stop)).Status = "Paid";
            await shop.SaveChangesAsync(Stop);
            await transaction.CommitAsync(Stop);
        }

        Assert.Equal(["paid:2"], await EventIdsAsync());
    }

    [Fact]
    public async Task Statements_that_the_context_sends_past_its_tracking_are_captured()
    {
        await BeginShopAsync();
        await using var shop = Context(Shop.Connection);
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, Status) VALUES (1, 5, 'Open'), (2, 5, 'Open'), (3, 5, 'Open')");
        Assert.Equal(2, await shop.Orders.Where(o => o.OrderId < 3).ExecuteUpdateAsync(set => set.SetProperty(o => o.Status, "Paid"), Stop));
        Assert.Equal(1, await shop.Orders.Where(o => o.OrderId == 3).ExecuteDeleteAsync(Stop));
        AssertStatements(await EventIdsAsync(), ["paid:1", "paid:2"], ["gone:3"]);
    }

    [Fact]
    public async Task A_save_that_fails_leaves_nothing()
    {
        await BeginShopAsync();
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (2, 'Open')");
        await using var shop = Context(Shop.Connection);
        shop.AddRange(new Order { OrderId = 1, Status = "Paid" }, new Order { OrderId = 2, Status = "Paid" });
        await Assert.ThrowsAsync<DbUpdateException>(() => shop.SaveChangesAsync(Stop));
        Assert.Empty(await EventIdsAsync());
    }

    [Fact]
    public async Task A_save_over_a_row_that_somebody_else_deleted_is_told_so()
    {
        await BeginShopAsync();
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Open')");
        await using var shop = Context(Shop.Connection);
        var order = await shop.Orders.SingleAsync(Stop);
        await ShopAsync("DELETE FROM Orders");
        order.Status = "Paid";
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => shop.SaveChangesAsync(Stop));
        Assert.Equal(["gone:1"], await EventIdsAsync());
    }

    [Fact]
    public async Task Dapper_in_a_transaction_gets_its_events()
    {
        await BeginShopAsync();
        var connection = Shop.Connection;
        #region dapper
        await using (var transaction = await connection.BeginTransactionAsync(Stop))
        {
            await connection.ExecuteAsync(
                "INSERT INTO Orders (OrderId, CustomerId, Status) VALUES (@OrderId, @CustomerId, 'Open')",
                new[] { new { OrderId = 1, CustomerId = 5 }, new { OrderId = 2, CustomerId = 6 } },
                transaction);
            await connection.ExecuteAsync("UPDATE Orders SET Status = 'Paid' WHERE OrderId = @orderId", new { orderId = 2 }, transaction);
            await transaction.CommitAsync(Stop);
        }
        #endregion

        Assert.Equal(["paid:2"], await EventIdsAsync());
        await using (var transaction = await connection.BeginTransactionAsync(Stop))
        {
            Assert.Equal(2, await connection.ExecuteAsync("UPDATE Orders SET Status = 'Lost'", transaction: transaction));
            Assert.Equal(2, await connection.ExecuteAsync("UPDATE Orders SET Status = 'Paid'", transaction: transaction));
            await transaction.RollbackAsync(Stop);
        }

        Assert.Equal(["paid:2"], await EventIdsAsync());
    }

    [Fact]
    public async Task A_batch_of_commands_counts_the_shops_rows_and_brings_its_events()
    {
        await BeginShopAsync();
        await using var command = Shop.Connection.CreateCommand();
        command.CommandText =
            """
            INSERT INTO Orders (OrderId, CustomerId, Status) VALUES (1, 5, 'Open'), (2, 5, 'Open');
            UPDATE Orders SET Status = 'Paid' WHERE OrderId = 2;
            """;
        Assert.Equal(3, await command.ExecuteNonQueryAsync(Stop));
        Assert.Equal(["paid:2"], await EventIdsAsync());
    }

    /// <summary>A table whose keys the database makes.</summary>
    protected abstract string CreateTickets { get; }

    /// <summary>The context over an open connection.</summary>
    protected abstract ShopContext Context(DbConnection connection);

    /// <summary>Creates what the contract writes, and installs the mapping.</summary>
    protected virtual async Task BeginShopAsync()
    {
        await ShopAsync(CreateTickets);
        await MigrateAsync(Mapped);
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteWriters() : WriterContract(new SqliteEngine())
{
    /// <inheritdoc/>
    protected override string CreateTickets =>
        "CREATE TABLE Tickets (TicketId INTEGER PRIMARY KEY AUTOINCREMENT, CustomerId INT NULL, Subject NVARCHAR(40) NULL)";

    /// <inheritdoc/>
    protected override ShopContext Context(DbConnection connection) =>
        new(new DbContextOptionsBuilder<ShopContext>().UseSqlite(connection).Options);
}

/// <summary>On SQL Server.</summary>
public sealed class SqlServerWriters() : WriterContract(new SqlServerEngine())
{
    private int? _maxBatchSize;

    /// <inheritdoc/>
    protected override string CreateTickets =>
        "CREATE TABLE dbo.Tickets (TicketId int IDENTITY (1000, 1) NOT NULL CONSTRAINT PK_Tickets PRIMARY KEY, CustomerId int NULL, Subject nvarchar(40) NULL)";

    [Fact]
    public async Task A_batch_of_the_driver_brings_its_events()
    {
        await BeginShopAsync();
        await using var batch = Shop.Connection.CreateBatch();
        foreach (var sql in new[]
        {
            "INSERT INTO dbo.Orders (OrderId, CustomerId, Status) VALUES (1, 5, 'Paid')",
            "INSERT INTO dbo.Tickets (CustomerId, Subject) VALUES (5, 'late')",
            "UPDATE dbo.Orders SET Status = 'Open'",
        })
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            batch.BatchCommands.Add(command);
        }

        Assert.Equal(3, await batch.ExecuteNonQueryAsync(Stop));
        Assert.Equal(["paid:1", "opened:1000"], await EventIdsAsync());
    }

    /// <summary>EF Core inserts several rows whose keys the database makes by MERGE; a server without it gets them one by one.</summary>
    protected override async Task BeginShopAsync()
    {
        _maxBatchSize = await Shop.LacksAsync(Trait.Merge) is null ? null : 1;
        await base.BeginShopAsync();
    }

    /// <inheritdoc/>
    protected override ShopContext Context(DbConnection connection) => new(new DbContextOptionsBuilder<ShopContext>()
        .UseSqlServer(connection, options => _ = _maxBatchSize is { } most ? options.MaxBatchSize(most) : options)
        .Options);
}
