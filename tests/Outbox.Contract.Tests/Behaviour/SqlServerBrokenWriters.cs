using Outbox.Contract.Tests.Engines;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>Which writers <c>migrate</c> finds that its triggers would break, and what it says it could not look at.</summary>
public sealed class SqlServerBrokenWriters() : ContractTests(new SqlServerEngine(ownDatabase: true))
{
    private const string Mapped =
        """
        events: { order_paid: { table: Orders, id: OrderId, person: CustomerId, once: true, when: inserted } }
        feeds:
          - { table: LifecycleEvents, name: event_name, id: event_id, person: customer_id, occurred_at: timestamp }
        """;

    private static readonly string[] Names = ["dbo.Returning", "sales.Returning", "dbo.Feeding", "dbo.Orders", "dbo.LifecycleEvents"];

    private const string Returning = "INSERT INTO dbo.Orders (OrderId) output inserted.OrderId VALUES (1);";

    [Fact]
    public async Task A_trigger_for_another_action_says_nothing_of_a_writer()
    {
        await ShopAsync("CREATE TRIGGER dbo.Audit ON dbo.Orders AFTER DELETE AS SET NOCOUNT ON;");
        await ShopAsync($"CREATE PROCEDURE dbo.Returning AS {Returning}");
        Assert.Equal(["dbo.Returning dbo.Orders 334"], await FoundAsync());
    }

    [Fact]
    public async Task A_writer_that_fails_already_is_not_told()
    {
        await ShopAsync($"CREATE PROCEDURE dbo.Returning AS {Returning}");
        await ShopAsync("CREATE TRIGGER dbo.Audit ON dbo.Orders AFTER INSERT AS SET NOCOUNT ON;");
        Assert.Empty(await FoundAsync());
        await ShopAsync("DISABLE TRIGGER dbo.Audit ON dbo.Orders;");
        Assert.Equal(["dbo.Returning dbo.Orders 334"], await FoundAsync());
    }

    [Fact]
    public async Task A_feed_that_output_into_fills_is_told()
    {
        await ShopAsync("CREATE PROCEDURE dbo.Feeding AS DELETE dbo.Stores OUTPUT 'gone', CONVERT(nvarchar(20), deleted.StoreId) INTO dbo.LifecycleEvents (event_name, event_id);");
        Assert.Equal(["dbo.Feeding dbo.LifecycleEvents 331"], await FoundAsync());
    }

    [Fact]
    public async Task A_name_alone_is_the_schemas_own_where_that_has_it()
    {
        await ShopAsync("CREATE SCHEMA sales");
        await ShopAsync("CREATE TABLE sales.Stores (StoreId int NOT NULL)");
        await ShopAsync("CREATE PROCEDURE sales.Returning AS INSERT INTO Orders (OrderId) OUTPUT inserted.OrderId VALUES (1);");
        Assert.Equal(["sales.Returning dbo.Orders 334"], await FoundAsync());
        await ShopAsync("CREATE TABLE sales.Orders (OrderId int NOT NULL)");
        Assert.Empty(await FoundAsync());
        await ShopAsync("DROP PROCEDURE sales.Returning");
        await ShopAsync("DROP TABLE sales.Orders");
        await ShopAsync("DROP TABLE sales.Stores");
        await ShopAsync("DROP SCHEMA sales");
    }

    [Fact]
    public async Task A_writer_through_a_view_is_told()
    {
        await ShopAsync("CREATE VIEW dbo.OpenOrders AS SELECT OrderId, Status FROM dbo.Orders WHERE Status = 'Open'");
        await ShopAsync("CREATE PROCEDURE dbo.Returning AS INSERT INTO dbo.OpenOrders (OrderId) OUTPUT inserted.OrderId VALUES (1);");
        Assert.Equal(["dbo.Returning dbo.Orders 334"], await FoundAsync());
    }

    [Fact]
    public async Task What_could_not_be_looked_at_is_told_and_nothing_once_the_triggers_are_there()
    {
        await ShopAsync("CREATE PROCEDURE dbo.Dynamic AS EXEC (N'INSERT INTO dbo.Orders (OrderId) OUTPUT inserted.OrderId VALUES (' + N'1)');");
        Assert.Contains((await ReportAsync()).NotChecked, n => n.StartsWith("dbo.Dynamic: ", StringComparison.OrdinalIgnoreCase));
        await MigrateAsync(Mapped);
        var after = await ReportAsync();
        Assert.Empty(after.Broken);
        Assert.Empty(after.NotChecked);
    }

    /// <summary>Those of modules; a plan cache may hold anything.</summary>
    private async Task<IReadOnlyList<string>> FoundAsync() =>
    [
        .. (await ReportAsync()).Broken.Where(b => b.Source.Contains('.', StringComparison.Ordinal))
            .Select(b => $"{Cased(b.Source)} {Cased(b.Table)} {b.Error}"),
    ];

    private async Task<WriterReport> ReportAsync() => await Shop.Installer.FindBrokenWritersAsync(
        ContractDatabase.Read(Mappings.Of(Mapped)), await Shop.Installer.ReadCatalogAsync(Stop), Stop);

    /// <summary>A server may give names back in lower case.</summary>
    private static string Cased(string name) =>
        Names.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) ?? name;
}
