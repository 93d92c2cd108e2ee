using Outbox.Contract.Tests.Engines;
using Outbox.Core.Errors;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>What upgrades and an uninstall leave: nothing of the outbox, and all of the shop.</summary>
public sealed class SqlServerRemoval() : ContractTests(new SqlServerEngine(ownDatabase: true))
{
    private const string Paid = "events: { order_paid: { table: Orders, id: OrderId, person: CustomerId, once: true, when: { column: Status, becomes: Paid } } }";

    private static readonly (string Name, string Create)[] Stale =
    [
        ("StaleProcedure", "CREATE PROCEDURE outbox.StaleProcedure AS SELECT 1"),
        ("StaleView", "CREATE VIEW outbox.StaleView AS SELECT 1 AS A"),
        ("StaleFunction", "CREATE FUNCTION outbox.StaleFunction (@a int) RETURNS int AS BEGIN RETURN @a END"),
        ("StaleRows", "CREATE FUNCTION outbox.StaleRows () RETURNS @t TABLE (A int) AS BEGIN INSERT @t SELECT 1; RETURN END"),
        ("StaleTrigger", "CREATE TRIGGER outbox.StaleTrigger ON outbox.Schedule AFTER INSERT AS SET NOCOUNT ON"),
    ];

    [Fact]
    public async Task A_module_that_no_version_brings_any_more_is_dropped_by_its_kind()
    {
        await MigrateAsync(Paid);
        await SeedAsync();
        var report = await MigrateAsync(Paid);
        Assert.Equal(Stale.Select(s => s.Name).Order(StringComparer.Ordinal), report.Dropped);
        Assert.Empty(await Shop.ColumnAsync("SELECT name FROM sys.objects WHERE name LIKE 'Stale%'"));
        Assert.Empty(await Shop.ColumnAsync("SELECT Name FROM outbox.Module WHERE Name LIKE 'Stale%'"));
        Assert.Empty((await MigrateAsync(Paid)).Dropped);
    }

    [Fact]
    public async Task An_uninstall_leaves_no_object_type_role_user_or_schema()
    {
        await MigrateAsync(Paid);
        await SeedAsync();
        await Shop.Installer.UninstallAsync(force: false, Stop);
        Assert.Empty(await Shop.ColumnAsync(
            """
            SELECT o.name FROM sys.objects AS o INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id WHERE s.name = N'outbox' OR o.name LIKE N'outbox%' OR o.name LIKE N'Stale%'
            UNION ALL
            SELECT t.name FROM sys.types AS t INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id WHERE s.name = N'outbox'
            UNION ALL
            SELECT name FROM sys.triggers
            UNION ALL
            SELECT name FROM sys.schemas WHERE name = N'outbox'
            UNION ALL
            SELECT name FROM sys.database_principals WHERE name LIKE N'outbox[_]%'
            """));
    }

    [Fact]
    public async Task Modules_of_the_shop_that_name_the_outbox_are_told_before_anything_is_dropped()
    {
        await MigrateAsync(Paid);
        await ShopAsync("CREATE PROCEDURE dbo.Emitting AS EXEC outbox.EmitEvent @Name = N'a'");
        await ShopAsync("CREATE PROCEDURE dbo.Innocent AS SELECT 1 -- outbox.Message");
        var error = await Assert.ThrowsAsync<OutboxException>(() => Shop.Installer.UninstallAsync(force: false, Stop));
        Assert.Equal("OBX225", error.Code.Id);
        Assert.Contains("dbo.Emitting: outbox.EmitEvent", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Innocent", error.Message, StringComparison.OrdinalIgnoreCase);
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid')");
        Assert.Equal(["order_paid:1"], await EventIdsAsync());
        Assert.NotEmpty(await Shop.Installer.UninstallAsync(force: true, Stop));
    }

    private async Task SeedAsync()
    {
        foreach (var (name, create) in Stale)
        {
            await ShopAsync(create);
            await ShopAsync($"INSERT INTO outbox.Module (Name, IsGenerated, Hash) VALUES (N'{name}', 0, '{new string('0', 64)}')");
        }
    }
}
