using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Stores.SqlServer.Writers;

namespace Outbox.Tests.Writers;

/// <summary>Which tables a name in the shop's code stands for.</summary>
public sealed class ShopNamesTests
{
    private static readonly ShopNames Names = new(
        "shop",
        new DatabaseCatalog(Engine.SqlServer, [Table("dbo", "Orders"), Table("sales", "Orders"), Table("dbo", "Customers"), Table("dbo", "Paid", isView: true)]),
        ["app", "Sales"],
        [("dbo", "Auftrag", new NamedTarget(null, "sales", "Orders")), ("dbo", "Far", new NamedTarget("other", "dbo", "Orders"))],
        [("dbo", "Paid", [new NamedTarget(null, "dbo", "Orders"), new NamedTarget(null, null, "Auftrag")]), ("dbo", "Loop", [new NamedTarget(null, null, "Loop")])]);

    [Theory]
    [InlineData("Orders", "sales", "sales.Orders")]
    [InlineData("Customers", "sales", "dbo.Customers")]
    [InlineData("ORDERS", "dbo", "dbo.ORDERS")]
    [InlineData("Orders", null, "app.Orders, Sales.Orders, dbo.Orders")]
    [InlineData("sales.Orders", null, "sales.Orders")]
    [InlineData("SHOP.dbo.Orders", null, "dbo.Orders")]
    [InlineData("other.dbo.Orders", null, "")]
    [InlineData("dbo.Auftrag", null, "sales.Orders")]
    [InlineData("dbo.Far", null, "")]
    [InlineData("dbo.Paid", null, "dbo.Orders, sales.Orders")]
    [InlineData("dbo.Loop", null, "")]
    public void A_name_is_resolved(string name, string? moduleSchema, string expected)
    {
        var parts = name.Split('.');
        var target = new NamedTarget(parts.Length > 2 ? parts[^3] : null, parts.Length > 1 ? parts[^2] : null, parts[^1]);
        Assert.Equal(expected, string.Join(", ", Names.Resolve(target, moduleSchema)));
    }

    [Fact]
    public void The_names_that_lead_to_a_table_are_known() =>
        Assert.Equal(["Auftrag", "Orders", "Paid"], Names.NamesOf([new TableName("sales", "Orders")]).Order(StringComparer.Ordinal));

    private static CatalogTable Table(string schema, string name, bool isView = false) => new(new TableName(schema, name), isView, [], [], []);
}
