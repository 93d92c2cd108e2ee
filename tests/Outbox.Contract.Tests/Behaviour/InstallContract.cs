using Outbox.Contract.Tests.Engines;
using Outbox.Core.Errors;
using Outbox.Core.Messages;
using Outbox.Stores;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>What <c>migrate</c> promises.</summary>
public abstract class InstallContract(ContractEngine engine) : ContractTests(engine)
{
    protected const string Paid = "events: { order_paid: { table: Orders, id: OrderId, person: CustomerId, once: true, when: { column: Status, becomes: Paid } } }";

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
        var state = Assert.Single(await Store.ReadEventTypesAsync(Stop));
        Assert.Equal(new EventTypeState("order_paid", Delivery.Shadow, 100, "web") { CreatedAt = state.CreatedAt }, state);
        Assert.Equal(DateTimeKind.Utc, state.CreatedAt.Kind);
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

        await Assert.ThrowsAnyAsync<Exception>(() => Store.ReadMappingAsync(Stop));
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
        await NeedAsync(Trait.MissingProcedureNumber);
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

    [Fact]
    public async Task A_plan_says_what_migrate_does_and_changes_nothing()
    {
        var mapping = ContractDatabase.Read(Mappings.Of(Paid));
        var catalog = await Shop.Installer.ReadCatalogAsync(Stop);
        var plan = await Shop.Installer.PlanAsync(mapping, Mappings.Of(Paid), catalog, Stop);
        Assert.Equivalent(plan, await Shop.Installer.PlanAsync(mapping, Mappings.Of(Paid), catalog, Stop), strict: true);
        Assert.Equivalent(plan, await MigrateAsync(Paid), strict: true);

        var other = Paid.Replace("Paid", "Settled", StringComparison.Ordinal);
        plan = await Shop.Installer.PlanAsync(ContractDatabase.Read(Mappings.Of(other)), Mappings.Of(other), catalog, Stop);
        Assert.NotEmpty(plan.Replaced);
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid'), (2, 'Settled')");
        Assert.Equal(["order_paid:1"], await EventIdsAsync());
    }

    [Fact]
    public async Task An_uninstall_takes_everything_away_and_the_shop_goes_on()
    {
        await MigrateAsync(Paid);
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid')");
        Assert.Equal("OBX219", (await Assert.ThrowsAsync<OutboxException>(() => Shop.Installer.UninstallAsync(force: false, Stop))).Code.Id);
        Assert.Equal(["order_paid:1"], await EventIdsAsync());

        Assert.NotEmpty(await Shop.Installer.UninstallAsync(force: true, Stop));
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (2, 'Paid')");
        Assert.Equal("OBX207", (await Assert.ThrowsAsync<OutboxException>(() => Shop.Installer.UninstallAsync(force: true, Stop))).Code.Id);
        Assert.Empty(await OutboxObjectsAsync());

        Assert.NotEmpty((await MigrateAsync(Paid)).Migrations);
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (3, 'Paid')");
        Assert.Equal(["order_paid:3"], await EventIdsAsync());
    }

    /// <summary>What of the outbox the database still has.</summary>
    protected abstract Task<IReadOnlyList<string>> OutboxObjectsAsync();

    /// <summary>Drops one of the triggers on Orders by hand and changes another.</summary>
    protected abstract Task BreakTriggersAsync();
}

/// <summary>On SQLite, where a migration is one transaction.</summary>
public sealed class SqliteInstall() : InstallContract(new SqliteEngine())
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<string>> OutboxObjectsAsync() =>
        Shop.ColumnAsync("SELECT name FROM sqlite_master WHERE name LIKE '%outbox%'");

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
    [Fact]
    public async Task Writers_that_a_first_trigger_would_break_are_found_and_others_are_not()
    {
        await ShopAsync("CREATE PROCEDURE dbo.Broken AS INSERT INTO dbo.Orders (OrderId) OUTPUT inserted.OrderId VALUES (1);");
        await ShopAsync("CREATE PROCEDURE dbo.Fine AS BEGIN DECLARE @r TABLE (OrderId int); INSERT INTO dbo.Orders (OrderId) OUTPUT inserted.OrderId INTO @r VALUES (1); INSERT INTO dbo.Stores (StoreId, Name) OUTPUT inserted.StoreId VALUES (1, 'x'); END;");
        var mapping = ContractDatabase.Read(Mappings.Of(Paid));
        var found = await Shop.Installer.FindBrokenWritersAsync(mapping, await Shop.Installer.ReadCatalogAsync(Stop), Stop);
        var broken = Assert.Single(found.Broken, b => b.Source.Contains('.', StringComparison.Ordinal));
        Assert.Equal("dbo.Broken", broken.Source, ignoreCase: true);
        Assert.Equal("dbo.Orders", broken.Table, ignoreCase: true);
    }

    [Fact]
    public async Task A_migrate_that_is_over_holds_up_no_other_though_its_connection_waits_in_the_pool()
    {
        var yaml = Mappings.Of(Paid);

        // By hand: whatever reads afterwards would take the connection out of the pool again.
        await Shop.Installer.MigrateAsync(ContractDatabase.Read(yaml), yaml, await Shop.Installer.ReadCatalogAsync(Stop), Stop);
        Assert.Equal(0, await Shop.ScalarAsync<int>(
            "DECLARE @Result int; EXEC @Result = sp_getapplock @Resource = N'outbox.migrate', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 0, @DbPrincipal = 'outbox_dispatcher'; SELECT @Result;"));
        await ShopAsync("EXEC sp_releaseapplock @Resource = N'outbox.migrate', @LockOwner = 'Session', @DbPrincipal = 'outbox_dispatcher'");
    }

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<string>> OutboxObjectsAsync() => Shop.ColumnAsync(
        """
        SELECT o.name
        FROM sys.objects AS o
        INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
        WHERE s.name = N'outbox' OR o.name LIKE N'outbox%'
        UNION ALL
        SELECT name FROM sys.schemas WHERE name = N'outbox'
        UNION ALL
        SELECT name FROM sys.database_principals WHERE name LIKE N'outbox[_]%'
        """);

    /// <inheritdoc/>
    protected override async Task BreakTriggersAsync()
    {
        await ShopAsync("DROP TRIGGER dbo.outbox_Customers");
        await ShopAsync("DROP TRIGGER dbo.outbox_Orders");
        await ShopAsync("CREATE TRIGGER dbo.outbox_Orders ON dbo.Orders AFTER INSERT AS SET NOCOUNT ON;");
    }
}
