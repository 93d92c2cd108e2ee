using Outbox.Mapping.Catalog;
using Outbox.Mapping.Model;
using Outbox.Mapping.Yaml;

namespace Outbox.Tests.Golden;

/// <summary>A mapping that uses every form there is, for the golden files of every engine.</summary>
internal static class EverythingMapping
{
    private const string Text =
        """
        version: 1
        source: golden
        time_zone: America/New_York
        people:
          table: dbo.Customers
          id: { column: CustomerId, prefix: cust_ }
          where: { IsTest: 0 }
          attributes:
            email: Email
            phone: { column: Phone, as: phone, region: Country }
            tier_name: { lookup: dbo.Tiers, on: { Tier: Code }, column: Name }
          touched_by:
            - { table: dbo.Orders, person: CustomerId }
            - { table: dbo.Refunds, person: { lookup: dbo.Orders, on: OrderId, column: CustomerId } }
          refresh: { view: dbo.CustomerTimers, person: CustomerId, cron: "0 3 * * *" }
          deleted: { when: { column: DeletedAt, becomes: not_null }, then: suppress }
          guests: { table: dbo.Orders, when_null: CustomerId, email: GuestEmail }
        events:
          order_completed:
            table: dbo.Orders
            when: { column: Status, becomes: Completed }
            where: { IsOnline: 1, Channel: [web, "shop's"] }
            once: true
            id: [OrderId]
            person: CustomerId
            occurred_at: { column: CompletedAt, zone: UTC }
            properties:
              value_cents: { column: Total, as: cents, currency: Currency }
              store: { lookup: dbo.Stores, on: StoreId, column: Name }
              fee_cents: { lookup: dbo.Stores, on: StoreId, column: Fee, as: cents, currency: FeeCurrency }
              items: { each: dbo.OrderLines, on: OrderId, properties: { sku: Sku, tier: { lookup: dbo.Tiers, on: { Sku: Code }, column: Name } } }
            view: { name: dbo.OrderFacts, on: OrderId }
          order_reopened:
            table: dbo.Orders
            when: { any: [{ column: Status, becomes: [Open, Held], from: [Completed, Held] }, { column: CompletedAt, becomes: null, from: not_null }] }
            id: [OrderId, UpdatedAt]
            person: CustomerId
          order_removed: { table: dbo.Orders, when: deleted, id: OrderId, person: CustomerId, where: { Status: not_null } }
          email_changed:
            table: dbo.Customers
            when: { all: [{ changed: [Email, Phone] }, { column: Email, becomes: not_null, from: not_null }] }
            id: [CustomerId, Email]
            person: CustomerId
            properties: { old_email: { column: Email, before: true } }
          refund_issued: { table: dbo.Refunds, when: inserted, id: [RefundKey, IssuedOn, IssuedAt], person: { lookup: dbo.Orders, on: OrderId, column: CustomerId } }
        schedules:
          replenishment_due: { view: dbo.ReplenishmentDue, cron: "0 2 * * *", id: [CustomerId, DueDate], person: CustomerId, occurred_at: DueAt, properties: { sku: Sku } }
        feeds:
          - { table: dbo.LifecycleEvents, name: event_name, id: event_id, person: customer_id, occurred_at: timestamp, properties: properties }
        objects:
          store:
            type: 1
            table: dbo.Stores
            id: { column: StoreId, prefix: store_ }
            where: { Name: not_null }
            attributes: { store_name: Name, fee_cents: { column: Fee, as: cents, currency: FeeCurrency } }
            touched_by:
              - { table: dbo.Orders, object: StoreId }
            people:
              - { table: dbo.Favourites, view: dbo.FavouritesNow, object: StoreId, person: CustomerId }
        """;

    /// <summary>The mapping.</summary>
    public static MappingDocument Read()
    {
        var result = MappingReader.Read(Text);
        Assert.True(result.Document is not null, string.Join('\n', result.Findings));
        return result.Document;
    }

    /// <summary>The tables that it names, in the types of the engine.</summary>
    public static DatabaseCatalog Catalog(Engine engine)
    {
        var isSqlite = engine == Engine.Sqlite;
        return new(engine,
        [
            Table("Customers", ["CustomerId"], Int("CustomerId", isIdentity: true), Text200("Email"), Text200("Phone"), Text200("Country"), Text200("Tier"), Bit("IsTest"), Time("DeletedAt")),
            Table("Orders", ["OrderId"], Int("OrderId"), Int("CustomerId", isNullable: true), Text200("GuestEmail"), Text200("Status"), Varchar("Channel"), Money("Total"), Text200("Currency"), Int("StoreId", isNullable: true), Bit("IsOnline"), Time("CompletedAt"), Time("UpdatedAt")),
            Table("OrderLines", ["OrderId", "LineNo"], Int("OrderId"), Int("LineNo"), Text200("Sku")),
            Table("Refunds", ["RefundKey"], Column("RefundKey", "uniqueidentifier", ColumnKind.Guid), Int("OrderId"), Column("IssuedOn", "date", ColumnKind.Date), isSqlite ? Column("IssuedAt", "datetimeoffset", ColumnKind.DateTimeOffset) : Column("IssuedAt", "datetimeoffset(7)", ColumnKind.DateTimeOffset)),
            Table("Stores", ["StoreId"], Int("StoreId"), Text200("Name"), Money("Fee"), Text200("FeeCurrency")),
            Table("Tiers", ["Code"], Text200("Code", isNullable: isSqlite), Text200("Name")),
            Table("LifecycleEvents", ["event_id"], Text200("event_id", isNullable: isSqlite), Text200("event_name"), Int("customer_id"), Time("timestamp"), Text200("properties")),
            Table("Favourites", ["FavouriteId"], Int("FavouriteId"), Int("CustomerId", isNullable: true), Int("StoreId")),
            View("FavouritesNow", Int("CustomerId"), Int("StoreId")),
            View("OrderFacts", Int("OrderId"), Int("unit_count"), Money("margin_cents")),
            View("CustomerTimers", Int("CustomerId"), Bit("is_lapsed"), Time("next_visit_at")),
            View("ReplenishmentDue", Int("CustomerId"), isSqlite ? new("DueDate", "", ColumnKind.Unknown, true) : Column("DueDate", "date", ColumnKind.Date), Time("DueAt"), Text200("Sku")),
        ]);

        CatalogColumn Int(string name, bool isNullable = false, bool isIdentity = false) =>
            new(name, isSqlite ? "INTEGER" : "int", ColumnKind.Integer, isNullable, IsIdentity: isIdentity && !isSqlite);

        CatalogColumn Text200(string name, bool isNullable = true) =>
            new(name, isSqlite ? "NVARCHAR(200)" : "nvarchar(200)", ColumnKind.Text, isNullable, 200, Collation: isSqlite ? null : Collation);

        CatalogColumn Varchar(string name) => isSqlite ? Text200(name) : new(name, "varchar(20)", ColumnKind.Text, true, 20, Collation: Collation);

        CatalogColumn Money(string name) => new(name, isSqlite ? "DECIMAL(10, 2)" : "decimal(10, 2)", ColumnKind.Decimal, true);

        CatalogColumn Bit(string name) => Column(name, "bit", ColumnKind.Boolean);

        CatalogColumn Time(string name) => new(name, isSqlite ? "DATETIME" : "datetime2(3)", ColumnKind.DateTime, true);

        CatalogColumn Column(string name, string type, ColumnKind kind) => new(name, isSqlite ? type.ToUpperInvariant() : type, kind, false);
    }

    private const string Collation = "SQL_Latin1_General_CP1_CI_AS";

    private static CatalogTable Table(string name, string[] key, params CatalogColumn[] columns) =>
        new(new TableName("dbo", name), IsView: false, columns, key, []);

    private static CatalogTable View(string name, params CatalogColumn[] columns) =>
        new(new TableName("dbo", name), IsView: true, columns, [], []);
}
