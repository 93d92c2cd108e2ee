using System.Data;
using Dapper;
using Microsoft.Data.SqlClient;
using Outbox.Contract.Tests.Engines;
using Outbox.Stores;
using Outbox.TestServers.Dialect;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>What the database says of its captures, and what the guard makes of a change of the schema.</summary>
public sealed class SqlServerCaptureStates() : ContractTests(new SqlServerEngine(ownDatabase: true))
{
    private const string Mapped =
        """
        events:
          order_paid: { table: Orders, id: OrderId, person: CustomerId, once: true, when: { column: Status, becomes: Paid }, properties: { code: Code } }
        """;

    /// <summary>Not dropped: a server may drop the trigger with its column.</summary>
    private const string Renamed = "EXEC sp_rename N'dbo.Orders.Code', N'Kode', N'COLUMN'";

    [Fact]
    public async Task Nothing_is_told_where_nothing_is_wrong()
    {
        await MigrateAsync(Mapped);
        Assert.Empty(Captures(await Store.ReadHealthAsync(Stop)));
        Assert.Equal(
            ["Code", "CustomerId", "OrderId", "Status"],
            (await Shop.ColumnAsync("SELECT ColumnName FROM outbox.CaptureColumn WHERE TableName IN ('Orders', 'orders')")).Order(StringComparer.OrdinalIgnoreCase), Shop.Names);
    }

    [Fact]
    public async Task A_column_that_is_gone_is_told_with_the_mappings_line()
    {
        await MigrateAsync(Mapped);
        await ShopAsync(Renamed);
        var fault = Assert.Single(Captures(await Store.ReadHealthAsync(Stop)));
        Assert.Equal(CaptureState.Unbound, fault.State);
        Assert.Equal("dbo.Orders", fault.Table, ignoreCase: true);
        Assert.Contains("Code is gone (events.order_paid.properties.code, line ", fault.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            (await Shop.Reader.ExamineAsync(Stop)).Observations,
            o => o.Code == "OBX713" && string.Equals(o.Subject, "dbo.Orders", StringComparison.OrdinalIgnoreCase) && o.Detail == fault.Detail);
    }

    [Fact]
    public async Task A_column_of_another_kind_is_told_and_a_wider_one_is_not()
    {
        await MigrateAsync(Mapped);
        await ShopAsync("ALTER TABLE dbo.Orders ALTER COLUMN Code nvarchar(400)");
        Assert.Empty(Captures(await Store.ReadHealthAsync(Stop)));
        await ShopAsync(Renamed);
        await ShopAsync("ALTER TABLE dbo.Orders ADD Code int NULL");
        Assert.Contains("Code holds another kind of value", Assert.Single(Captures(await Store.ReadHealthAsync(Stop))).Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_trigger_that_is_gone_disabled_or_changed_is_told()
    {
        await MigrateAsync(Mapped);
        await ShopAsync("DISABLE TRIGGER dbo.outbox_Orders ON dbo.Orders");
        Assert.Equal(CaptureState.Disabled, Assert.Single(Captures(await Store.ReadHealthAsync(Stop))).State);
        await ShopAsync("DROP TRIGGER dbo.outbox_Orders");
        Assert.Equal(CaptureState.Gone, Assert.Single(Captures(await Store.ReadHealthAsync(Stop))).State);
        await ShopAsync("CREATE TRIGGER dbo.outbox_Orders ON dbo.Orders AFTER INSERT AS SET NOCOUNT ON");
        Assert.Equal(CaptureState.Changed, Assert.Single(Captures(await Store.ReadHealthAsync(Stop))).State);
    }

    [Fact]
    public async Task A_swap_of_tables_is_told_and_migrate_puts_the_trigger_on_the_mapped_one()
    {
        await NeedAsync(Trait.RenamedTables);
        await MigrateAsync(Mapped);
        await ShopAsync("CREATE TABLE dbo.NewOrders (OrderId int NOT NULL CONSTRAINT PK_NewOrders PRIMARY KEY, CustomerId int NULL, Status nvarchar(20) NULL, Code nvarchar(20) NULL)");
        await ShopAsync("EXEC sp_rename N'dbo.Orders', N'OldOrders', N'OBJECT'");
        await ShopAsync("EXEC sp_rename N'dbo.NewOrders', N'Orders', N'OBJECT'");

        var fault = Assert.Single(Captures(await Store.ReadHealthAsync(Stop)));
        Assert.Equal(CaptureState.Astray, fault.State);
        Assert.Contains("OldOrders", fault.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.Contains((await Shop.Reader.ExamineAsync(Stop)).Observations, o => o.Code == "OBX712" && o.Detail == fault.Detail);

        var report = await MigrateAsync(Mapped);
        Assert.Contains(report.Dropped, d => d.EndsWith(" on dbo.OldOrders", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("dbo.outbox_Orders", report.Created, StringComparer.OrdinalIgnoreCase);
        Assert.Empty(Captures(await Store.ReadHealthAsync(Stop)));
        Assert.Equal(["Orders"], await Shop.ColumnAsync("SELECT OBJECT_NAME(parent_id) FROM sys.triggers WHERE name = N'outbox_Orders'"), Shop.Names);
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId, Status) VALUES (7, 5, 'Paid')");
        await ShopAsync("INSERT INTO dbo.OldOrders (OrderId, CustomerId, Status) VALUES (8, 5, 'Paid')");
        Assert.Equal(["order_paid:7"], await EventIdsAsync());
    }

    [Fact]
    public async Task An_uninstall_finds_a_trigger_that_sits_on_another_table()
    {
        await NeedAsync(Trait.RenamedTables);
        await MigrateAsync(Mapped);
        await ShopAsync("EXEC sp_rename N'dbo.Orders', N'OldOrders', N'OBJECT'");
        await Shop.Installer.UninstallAsync(force: true, Stop);
        Assert.Empty(await Shop.ColumnAsync("SELECT name FROM sys.triggers"));
        await ShopAsync("INSERT INTO dbo.OldOrders (OrderId, CustomerId, Status) VALUES (8, 5, 'Paid')");
    }

    [Fact]
    public async Task The_guard_refuses_what_a_capture_does_not_survive_and_nothing_else()
    {
        await MigrateAsync(Mapped);
        await ShopAsync("ALTER TABLE dbo.Orders ADD Town nvarchar(40) NULL");
        Assert.Equal((null, null), await GuardAsync("refuse", "ALTER_TABLE", "Orders"));
        await ShopAsync(Renamed);
        Assert.Equal((null, null), await GuardAsync("refuse", "ALTER_TABLE", "Stores"));
        foreach (var (@event, @object, target) in new[] { ("ALTER_TABLE", "Orders", null), ("RENAME", "Code", "Orders"), (null, null, (string?)null) })
        {
            var (refusal, disable) = await GuardAsync("refuse", @event, @object, target);
            Assert.StartsWith("OBX436: ", refusal, StringComparison.Ordinal);
            Assert.Contains("Code is gone (events.order_paid.properties.code, line ", refusal, StringComparison.OrdinalIgnoreCase);
            Assert.Null(disable);
        }

        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task The_guard_disables_what_would_fail_the_shop_and_leaves_a_fault()
    {
        await MigrateAsync(Mapped);
        await ShopAsync(Renamed);
        var (refusal, disable) = await GuardAsync("disable", "ALTER_TABLE", "Orders");
        Assert.Null(refusal);
        Assert.Equal("DISABLE TRIGGER [dbo].[outbox_orders] ON [dbo].[orders];", disable, ignoreCase: true);
        await ShopAsync(disable!);

        await ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId, Status) VALUES (7, 5, 'Paid')");
        Assert.Equal(["OBX435"], await FaultsAsync());
        Assert.Equal(CaptureState.Unbound, Assert.Single(Captures(await Store.ReadHealthAsync(Stop))).State);

        // It is told once, however often the table changes afterwards.
        Assert.Equal((null, null), await GuardAsync("disable", "ALTER_TABLE", "Orders"));
        Assert.Equal(["OBX435"], await FaultsAsync());

        await ShopAsync("ALTER TABLE dbo.Orders ADD Code nvarchar(20) NULL");
        await MigrateAsync(Mapped);
        Assert.Empty(Captures(await Store.ReadHealthAsync(Stop)));
        await ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId, Status) VALUES (9, 5, 'Paid')");
        Assert.Equal(["order_paid:9"], await EventIdsAsync());
    }

    [Fact]
    public async Task The_guard_tells_a_table_that_is_dropped()
    {
        await ShopAsync("CREATE TABLE dbo.Parcels (ParcelId int NOT NULL CONSTRAINT PK_Parcels PRIMARY KEY, CustomerId int NULL)");
        await MigrateAsync("events: { parcel_sent: { table: Parcels, id: ParcelId, person: CustomerId, once: true, when: inserted } }");
        await ShopAsync("DROP TABLE dbo.Parcels");
        Assert.Contains("the table is gone", (await GuardAsync("refuse", "DROP_TABLE", "Parcels")).Refusal, StringComparison.Ordinal);
        Assert.Equal((null, null), await GuardAsync("refuse", "DROP_TABLE", "Stores"));
        Assert.Equal((null, null), await GuardAsync("disable", "DROP_TABLE", "Parcels"));
        Assert.Equal(["OBX435"], await FaultsAsync());
    }

    [Theory]
    [InlineData(GuardChoice.Refuse)]
    [InlineData(GuardChoice.Disable)]
    public async Task The_guard_itself_acts_on_a_real_change(GuardChoice choice)
    {
        await NeedAsync(Trait.DdlTriggers);
        await ((SqlServerDatabase)Shop).InstallerWith(choice).MigrateAsync(
            ContractDatabase.Read(Mappings.Of(Mapped)), Mappings.Of(Mapped), await Shop.Installer.ReadCatalogAsync(Stop), Stop);
        await ShopAsync("ALTER TABLE dbo.Orders ADD Town nvarchar(40) NULL");
        if (choice == GuardChoice.Refuse)
        {
            Assert.Equal(50060, (await Assert.ThrowsAsync<SqlException>(() => ShopAsync("ALTER TABLE dbo.Orders DROP COLUMN Code"))).Number);
            Assert.Equal(50060, (await Assert.ThrowsAsync<SqlException>(() => ShopAsync("EXEC sp_rename N'dbo.Orders.Code', N'Kanal', N'COLUMN'"))).Number);
            Assert.Equal(50060, (await Assert.ThrowsAsync<SqlException>(() => ShopAsync("EXEC sp_rename N'dbo.Orders', N'OldOrders', N'OBJECT'"))).Number);
            Assert.Empty(Captures(await Store.ReadHealthAsync(Stop)));
        }
        else
        {
            await ShopAsync("ALTER TABLE dbo.Orders DROP COLUMN Code");
            await ShopAsync("INSERT INTO dbo.Orders (OrderId, CustomerId, Status) VALUES (7, 5, 'Paid')");
            Assert.Equal(["OBX435"], await FaultsAsync());
        }

        await Shop.Installer.UninstallAsync(force: true, Stop);
        await ShopAsync("ALTER TABLE dbo.Orders DROP COLUMN Town");
    }

    private static IReadOnlyList<CaptureFault> Captures(StoreHealth health)
    {
        Assert.NotNull(health.Captures);
        return health.Captures;
    }

    /// <summary>As the trigger ON DATABASE asks it.</summary>
    private async Task<(string? Refusal, string? Disable)> GuardAsync(string mode, string? @event, string? @object, string? target = null)
    {
        await using var connection = await Shop.ConnectAsync(Stop);
        var asked = new DynamicParameters(new { Mode = mode, Event = @event, Object = @object, Target = target, NewName = (string?)null });
        asked.Add("Refusal", dbType: DbType.String, direction: ParameterDirection.Output, size: 2000);
        asked.Add("Disable", dbType: DbType.String, direction: ParameterDirection.Output, size: -1);
        await connection.ExecuteAsync("outbox.GuardTable", asked, commandType: CommandType.StoredProcedure);
        return (asked.Get<string?>("Refusal"), asked.Get<string?>("Disable"));
    }
}
