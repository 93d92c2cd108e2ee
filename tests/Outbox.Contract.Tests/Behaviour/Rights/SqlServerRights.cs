using Microsoft.Data.SqlClient;
using Outbox.Contract.Tests.Engines;
using Outbox.Core.Messages;
using Outbox.Stores;
using Outbox.Stores.SqlServer;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour.Rights;

/// <summary>The least that each needs: an application nothing of the outbox, the dispatcher EXECUTE alone.</summary>
public sealed class SqlServerRights() : ContractTests(new SqlServerEngine(ownDatabase: true))
{
    private const string Mapped =
        """
        events: { order_paid: { table: Orders, id: OrderId, person: CustomerId, once: true, when: { column: Status, becomes: Paid }, properties: { items: { each: OrderLines, on: OrderId, properties: { sku: Sku } } } } }
        schedules: { replenishment_due: { view: ReplenishmentDue, cron: '0 2 * * *', id: [CustomerId, DueDate], person: CustomerId, occurred_at: DueAt } }
        """;

    [Fact]
    public async Task The_dispatchers_role_has_execute_on_the_outbox_and_nothing_else()
    {
        await NeedAsync(Trait.PermissionCatalog);
        await MigrateAsync(Mapped);
        var granted = await Shop.ColumnAsync(
            """
            SELECT p.state_desc, p.permission_name, p.class_desc
            FROM sys.database_permissions AS p
            WHERE p.grantee_principal_id = DATABASE_PRINCIPAL_ID(N'outbox_dispatcher')
            """);
        Assert.NotEmpty(granted);
        Assert.All(granted, g => Assert.True(g is "GRANT EXECUTE OBJECT_OR_COLUMN" or "GRANT EXECUTE TYPE", g));
        Assert.Equal(
            ["Due_replenishment_due", "ReadPeople", "Related_order_paid"],
            await Shop.ColumnAsync(
                """
                SELECT OBJECT_NAME(p.major_id)
                FROM sys.database_permissions AS p
                INNER JOIN outbox.Module AS m ON m.Name = OBJECT_NAME(p.major_id) AND m.IsGenerated = 1
                WHERE p.grantee_principal_id = DATABASE_PRINCIPAL_ID(N'outbox_dispatcher') AND p.class = 1
                ORDER BY OBJECT_NAME(p.major_id)
                """));
    }

    [Fact]
    public async Task A_login_with_the_dispatchers_role_alone_drains_the_outbox()
    {
        await NeedAsync(Trait.OwnershipChaining);
        await MigrateAsync(Mapped);
        await ShopAsync("INSERT INTO dbo.Customers (CustomerId, Email) VALUES (5, 'a@x.de')");
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId, Status, CompletedAt) VALUES (1, 5, 'Paid', '2026-11-01'), (2, 5, 'Completed', '2026-11-01')");
        await ShopAsync("INSERT INTO dbo.OrderLines (OrderLineId, OrderId, Sku, Quantity) VALUES (1, 1, 'a', 1)");
        var database = (SqlServerDatabase)Shop;
        await using var login = await database.CreateLoginAsync("outbox_dispatcher", Stop);
        await using (var store = new SqlServerOutboxStore(new SqlServerConnector(login.ConnectionString)))
        {
            await store.ReadMappingAsync(Stop);
            await store.ReadEventTypesAsync(Stop);
            Assert.Equal(1, await store.FireScheduleAsync("replenishment_due", Stop));
            await store.RenewLanesAsync(ContractDatabase.Dispatcher("login"), TimeSpan.FromMinutes(1), Stop);
            var lanes = await store.ClaimLanesAsync("login", TimeSpan.FromMinutes(1), 16, Stop);
            Assert.Equal(16, lanes.Count);
            Assert.Empty(await store.ReadUnroutedAsync(10, Stop));
            Assert.Equal(0, await store.RouteAsync([new MessageRoute(new RowKey(-1, default), "1", null)], Stop));
            var messages = (await store.ReadPendingAsync(lanes, 100, Stop)).Messages;
            Assert.Equal(3, messages.Count);
            var paid = messages.Single(m => m.EventName == "order_paid");
            Assert.Single(await store.ReadRelatedAsync(paid.CapturedBy, [paid], Stop));
            Assert.Single(await store.ReadPeopleAsync(["5"], Stop));
            Assert.Empty(await store.ReadSentPeopleAsync(["5"], Stop));
            await store.SaveShapedAsync(
                lanes,
                [new ShapedRow(paid.Key, "5", "5", "shadow_order_paid", null, "{}")],
                [new RecordedFault(paid.Key, "order_paid", "OBX401", "a", "no")],
                Stop);
            await store.CompleteAsync(
                lanes,
                new Completion(
                    [.. messages.Select(m => Outcome.Sent(m.Key))], [new("5", "hash", 1)], [], [],
                    new Attempt(new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc), TimeSpan.FromSeconds(1), 3, 1, 200, "accepted", null, [paid.Key])),
                Stop);
            Assert.Empty((await store.ReadPendingAsync(lanes, 100, Stop)).Messages);
            var window = new ScheduleWindow("replenishment_due", DateTime.UnixEpoch, DateTime.UnixEpoch.AddDays(1));
            Assert.True(await store.OpenScheduleAsync(window, lanes[0], Stop));
            await store.RecordScheduleAsync(window, lanes[0], 0, Stop);
            Assert.Single((await store.ReadSchedulesAsync(Stop)).LastSuccess);
            var place = await store.ReadBindingAsync(Stop);
            await store.BindAsync(new OutboxBinding(place.Server, place.Database, 1, "us"), Stop);
            Assert.NotNull((await store.ReadBindingAsync(Stop)).Bound);
            await store.ReleaseLanesAsync("login", lanes, isLast: true, Stop);
            await store.ReadStatusAsync(Stop);
            await store.ReadHealthAsync(Stop);
            await store.ReadClockAsync(Stop);
        }

        foreach (var sql in new[] { "SELECT * FROM outbox.Message", "DELETE FROM outbox.Message", "SELECT * FROM dbo.Customers", "UPDATE outbox.EventType SET Delivery = 'live'", "EXEC outbox.Purge" })
        {
            await using var connection = new SqlConnection(login.ConnectionString);
            await connection.OpenAsync(Stop);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.Equal(229, (await Assert.ThrowsAsync<SqlException>(() => command.ExecuteNonQueryAsync(Stop))).Number);
        }
    }

    [Fact]
    public async Task An_application_that_may_only_write_the_shops_table_is_captured()
    {
        await NeedAsync(Trait.OwnershipChaining);
        await MigrateAsync(Mapped);
        await using var login = await ((SqlServerDatabase)Shop).CreateLoginAsync(null, Stop);
        await ShopAsync($"GRANT INSERT ON OBJECT::dbo.Orders TO [{login.Name}]");
        await using (var connection = new SqlConnection(login.ConnectionString))
        {
            await connection.OpenAsync(Stop);
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO dbo.Orders (OrderId, CustomerId, Status) VALUES (1, 5, 'Paid')";
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Stop));
        }

        Assert.Equal(["order_paid:1"], await EventIdsAsync());
        await ShopAsync("UPDATE outbox.Capture SET IsEnabled = 0");
        await using (var connection = new SqlConnection(login.ConnectionString))
        {
            await connection.OpenAsync(Stop);
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO dbo.Orders (OrderId, CustomerId, Status) VALUES (2, 5, 'Paid')";
            await command.ExecuteNonQueryAsync(Stop);
        }

        Assert.Equal(["OBX430"], await FaultsAsync());
    }

    [Fact]
    public async Task A_login_without_the_role_is_told_the_grant_that_mends_it()
    {
        await NeedAsync(Trait.OwnershipChaining);
        await MigrateAsync(Mapped);
        await using var login = await ((SqlServerDatabase)Shop).CreateLoginAsync(null, Stop);
        await using var store = new SqlServerOutboxStore(new SqlServerConnector(login.ConnectionString));
        var error = await Assert.ThrowsAsync<Core.Errors.OutboxException>(() => store.ReadMappingAsync(Stop));
        Assert.Contains("ALTER ROLE outbox_dispatcher ADD MEMBER", error.Mend, StringComparison.Ordinal);
    }
}
