using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;

namespace Outbox.Tests.Mapping;

/// <summary>The catalog of a small shop.</summary>
internal static class Shop
{
    public static DatabaseCatalog Catalog(Engine engine) => new(engine,
    [
        Table("Customers", ["CustomerId"], [["Email"]],
            Key("CustomerId"), Text("Email", 255), Text("Name", 100), Column("Photo", "image", ColumnKind.Unsupported), Column("IsTest", "bit", ColumnKind.Boolean),
            Column("Born", "date", ColumnKind.Date), Column("Code", "uniqueidentifier", ColumnKind.Guid),
            Text("Nick", 20) with { Obstacle = "masked" }),
        Table("Orders", ["OrderId"], [],
            Key("OrderId"), Integer("CustomerId", nullable: true), Text("Status", 20), Column("Total", "decimal(19,4)", ColumnKind.Decimal),
            Column("PlacedAt", "datetime2(3)", ColumnKind.DateTime), Column("Ref", "uniqueidentifier", ColumnKind.Guid), Text("Number", 100),
            Text("Note", null), Integer("Seconds"), Text("Currency", 3), Column("Weight", "float", ColumnKind.Float), Integer("StoreId"),
            Column("OpensAt", "time(0)", ColumnKind.Time), Text("Ship.City", 40)),
        Table("OrderLines", ["OrderId", "LineNo"], [], Key("OrderId"), Key("LineNo"), Text("Sku", 40), Column("At", "datetime2(3)", ColumnKind.DateTime)),
        Table("Stores", ["StoreId"], [["Code"]], Key("StoreId"), Text("Code", 10), Text("Name", 50), Text("City", 50)),
        Table("Log", [], [], Integer("Id"), Integer("CustomerId"), Column("At", "datetime2(3)", ColumnKind.DateTime), Text("Event", 60), Text("Key", 50)),
        Table("Foreign", ["Id"], [], Integer("Id"), Column("At", "datetime2(3)", ColumnKind.DateTime)) with { Obstacle = "owned by sales" },
        View("Lifecycle", Integer("CustomerId"), Integer("order_count"), Column("lifetime_value_cents", "", ColumnKind.Unknown)),
        View("Facts", Integer("OrderId"), Integer("OrderCount")),
        View("Money", Integer("OrderId"), Column("margin_cents", "decimal(9,2)", ColumnKind.Decimal)),
        View("Blobs", Integer("OrderId"), Column("scan", "image", ColumnKind.Unsupported)),
        View("Wide", [Integer("CustomerId"), .. Enumerable.Range(1, 301).Select(i => Integer($"a{i}"))]),
        View("Due", Integer("CustomerId"), Column("DueDate", "", ColumnKind.Unknown), Column("DueAt", "datetime2(3)", ColumnKind.DateTime)),
    ]);

    private static CatalogTable Table(string name, string[] key, string[][] unique, params CatalogColumn[] columns) =>
        new(new TableName("dbo", name), false, columns, key, unique);

    private static CatalogTable View(string name, params CatalogColumn[] columns) => new(new TableName("dbo", name), true, columns, [], []);

    private static CatalogColumn Key(string name) => new(name, "int", ColumnKind.Integer, false);

    private static CatalogColumn Integer(string name, bool nullable = false) => new(name, "int", ColumnKind.Integer, nullable);

    private static CatalogColumn Text(string name, int? length) => new(name, $"nvarchar({length?.ToString(null, null) ?? "max"})", ColumnKind.Text, false, length);

    private static CatalogColumn Column(string name, string type, ColumnKind kind) => new(name, type, kind, false);
}
