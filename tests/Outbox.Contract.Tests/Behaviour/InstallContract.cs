using Outbox.Contract.Tests.Engines;
using Outbox.Core.Errors;
using Outbox.Core.Messages;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>What <c>migrate</c> promises.</summary>
public abstract class InstallContract(ContractEngine engine) : ContractTests(engine)
{
    private const string Paid = "events: { order_paid: { table: Orders, id: OrderId, person: CustomerId, once: true, when: { column: Status, becomes: Paid } } }";

    [Fact]
    public async Task A_second_migrate_changes_nothing()
    {
        Assert.NotEmpty((await MigrateAsync(Paid)).Created);
        var again = await MigrateAsync(Paid);
        Assert.Empty(again.Migrations);
        Assert.Empty(again.Created);
        Assert.Empty(again.Replaced);
        Assert.Empty(again.Dropped);
        Assert.False(again.MappingChanged);
    }

    [Fact]
    public async Task A_changed_event_replaces_its_triggers_and_leaves_the_others()
    {
        await MigrateAsync(Paid);
        var report = await MigrateAsync(Paid.Replace("Paid", "Settled", StringComparison.Ordinal));
        Assert.True(report.MappingChanged);
        Assert.Empty(report.Created);
        Assert.Empty(report.Dropped);
        Assert.NotEmpty(report.Replaced);
        Assert.All(report.Replaced, name => Assert.Contains("Orders", name, Shop.NameComparison));
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid'), (2, 'Settled')");
        Assert.Equal(["order_paid:2"], await EventIdsAsync());
    }

    [Fact]
    public async Task A_removed_event_is_no_longer_captured_and_its_rows_stay()
    {
        await MigrateAsync(Paid);
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid')");
        Assert.NotEmpty((await MigrateAsync("")).Dropped);
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (2, 'Paid')");
        Assert.Equal(["order_paid:1"], await EventIdsAsync());
    }

    [Fact]
    public async Task Delivery_is_the_mappings_first_value_only()
    {
        await MigrateAsync(Paid);
        Assert.Equal(Delivery.Shadow, Assert.Single(await Store.ReadEventTypesAsync(Stop)).Delivery);
        await MigrateAsync(Paid.Replace("once: true", "once: true, delivery: live, trigger_source: web", StringComparison.Ordinal));
        Assert.Equal(new EventTypeState("order_paid", Delivery.Shadow, 100, "web"), Assert.Single(await Store.ReadEventTypesAsync(Stop)));
    }

    [Fact]
    public async Task The_stored_mapping_is_the_text_and_the_tables_that_it_names()
    {
        await MigrateAsync(Paid);
        var stored = await Store.ReadMappingAsync(Stop);
        Assert.Equal(Mappings.Of(Paid), stored.Text);
        Assert.Equal(["Customers", "Orders"], stored.Catalog.Tables.Select(t => t.Name.Name), Shop.Names);
        Assert.Equal(["OrderId"], stored.Catalog.Tables[1].PrimaryKey, Shop.Names);
    }

    [Fact]
    public async Task An_installation_that_fails_says_why_leaves_the_shop_alone_and_can_be_run_again()
    {
        var yaml = Mappings.Of(Paid + "\nfeeds:\n  - { table: LifecycleEvents, name: event_name, id: event_id, person: customer_id, occurred_at: timestamp }");
        var catalog = await Shop.Installer.ReadCatalogAsync(Stop);
        await ShopAsync("DROP TABLE LifecycleEvents");
        var error = await Assert.ThrowsAsync<OutboxException>(() => Shop.Installer.MigrateAsync(ContractDatabase.Read(yaml), yaml, catalog, Stop));
        Assert.Contains("LifecycleEvents", error.Message, Shop.NameComparison);
        Assert.NotEmpty(error.Mend);

        error = await Assert.ThrowsAsync<OutboxException>(() => Store.ReadMappingAsync(Stop));
        Assert.Equal("OBX207", error.Code.Id);
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid')");
        Assert.NotEmpty((await MigrateAsync(Paid)).Created);
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (2, 'Paid')");
        Assert.Contains("order_paid:2", await EventIdsAsync());
    }

    [Fact]
    public async Task A_failed_change_leaves_the_old_mapping_at_work()
    {
        await MigrateAsync(Paid);
        var yaml = Mappings.Of("feeds:\n  - { table: LifecycleEvents, name: event_name, id: event_id, person: customer_id, occurred_at: timestamp }");
        var catalog = await Shop.Installer.ReadCatalogAsync(Stop);
        await ShopAsync("DROP TABLE LifecycleEvents");
        await Assert.ThrowsAsync<OutboxException>(() => Shop.Installer.MigrateAsync(ContractDatabase.Read(yaml), yaml, catalog, Stop));
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid')");
        Assert.Equal(["order_paid:1"], await EventIdsAsync());
        Assert.Equal(Mappings.Of(Paid), (await Store.ReadMappingAsync(Stop)).Text);
    }

    [Fact]
    public async Task A_trigger_that_somebody_changed_or_dropped_is_put_right()
    {
        var created = (await MigrateAsync(Paid)).Created;
        await BreakTriggersAsync();
        var report = await MigrateAsync(Paid);
        Assert.NotEmpty(report.Created.Concat(report.Replaced));
        Assert.Subset(created.ToHashSet(), report.Created.Concat(report.Replaced).ToHashSet());
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid')");
        Assert.Equal(["order_paid:1"], await EventIdsAsync());
    }

    [Fact]
    public async Task A_database_without_an_outbox_says_how_to_get_one()
    {
        var error = await Assert.ThrowsAsync<OutboxException>(() => Store.ReadMappingAsync(Stop));
        Assert.Equal("OBX207", error.Code.Id);
        Assert.Contains("migrate", error.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await MigrateAsync(Paid);
        await ShopAsync($"INSERT INTO {Shop.Own("SchemaVersion")} (ScriptName, Applied) VALUES ('9999_future.sql', '2030-01-01')");
        var error = await Assert.ThrowsAsync<OutboxException>(() => MigrateAsync(""));
        Assert.Equal("OBX208", error.Code.Id);
    }

    /// <summary>Drops one of the triggers on Orders by hand and changes another.</summary>
    protected abstract Task BreakTriggersAsync();
}

/// <summary>On SQLite, where a migration is one transaction.</summary>
public sealed class SqliteInstall() : InstallContract(new SqliteEngine())
{
    [Fact]
    public async Task Nothing_is_installed_where_one_trigger_cannot_be()
    {
        var yaml = Mappings.Of("feeds:\n  - { table: LifecycleEvents, name: event_name, id: event_id, person: customer_id, occurred_at: timestamp }");
        var catalog = await Shop.Installer.ReadCatalogAsync(Stop);
        await ShopAsync("DROP TABLE LifecycleEvents");
        await Assert.ThrowsAsync<OutboxException>(() => Shop.Installer.MigrateAsync(ContractDatabase.Read(yaml), yaml, catalog, Stop));
        Assert.Empty(await Shop.ColumnAsync("SELECT name FROM sqlite_master WHERE name LIKE 'outbox%'"));
    }

    /// <inheritdoc/>
    protected override async Task BreakTriggersAsync()
    {
        await ShopAsync("DROP TRIGGER outbox_Orders_insert");
        await ShopAsync("DROP TRIGGER outbox_Orders_update");
        await ShopAsync("CREATE TRIGGER outbox_Orders_update AFTER UPDATE ON Orders BEGIN SELECT 1; END");
    }
}

/// <summary>On SQL Server, where each trigger is a transaction of its own, so that none holds its table's lock for another.</summary>
public sealed class SqlServerInstall() : InstallContract(new SqlServerEngine(ownDatabase: true))
{
    /// <inheritdoc/>
    protected override async Task BreakTriggersAsync()
    {
        await ShopAsync("DROP TRIGGER dbo.outbox_Customers");
        await ShopAsync("DROP TRIGGER dbo.outbox_Orders");
        await ShopAsync("CREATE TRIGGER dbo.outbox_Orders ON dbo.Orders AFTER INSERT AS SET NOCOUNT ON;");
    }
}
