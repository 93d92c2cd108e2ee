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
        """;

    /// <summary>The mapping.</summary>
    public static MappingDocument Read()
    {
        var result = MappingReader.Read(Text);
        Assert.True(result.Document is not null, string.Join('\n', result.Findings));
        return result.Document;
    }

    /// <summary>The tables that it names.</summary>
    public static DatabaseCatalog Catalog(Engine engine) => new(engine,
    [
        Table("Customers", ["CustomerId"], Int("CustomerId"), Text200("Email"), Text200("Phone"), Text200("Country"), Text200("Tier"), Bit("IsTest"), Time("DeletedAt")),
        Table("Orders", ["OrderId"], Int("OrderId"), Int("CustomerId", isNullable: true), Text200("GuestEmail"), Text200("Status"), Text200("Channel"), Money("Total"), Text200("Currency"), Int("StoreId", isNullable: true), Bit("IsOnline"), Time("CompletedAt"), Time("UpdatedAt")),
        Table("OrderLines", ["OrderId", "LineNo"], Int("OrderId"), Int("LineNo"), Text200("Sku")),
        Table("Refunds", ["RefundKey"], new("RefundKey", "UNIQUEIDENTIFIER", ColumnKind.Guid, false), Int("OrderId"), new("IssuedOn", "DATE", ColumnKind.Date, false), new("IssuedAt", "DATETIMEOFFSET", ColumnKind.DateTimeOffset, false)),
        Table("Stores", ["StoreId"], Int("StoreId"), Text200("Name"), Money("Fee"), Text200("FeeCurrency")),
        Table("Tiers", ["Code"], Text200("Code"), Text200("Name")),
        Table("LifecycleEvents", ["event_id"], Text200("event_id"), Text200("event_name"), Int("customer_id"), Time("timestamp"), Text200("properties")),
        View("OrderFacts", Int("OrderId"), Int("unit_count"), Money("margin_cents")),
        View("ReplenishmentDue", Int("CustomerId"), new("DueDate", "", ColumnKind.Unknown, true), Time("DueAt"), Text200("Sku")),
    ]);

    private static CatalogTable Table(string name, string[] key, params CatalogColumn[] columns) =>
        new(new TableName("dbo", name), IsView: false, columns, key, []);

    private static CatalogTable View(string name, params CatalogColumn[] columns) =>
        new(new TableName("dbo", name), IsView: true, columns, [], []);

    private static CatalogColumn Int(string name, bool isNullable = false) => new(name, "INTEGER", ColumnKind.Integer, isNullable);

    private static CatalogColumn Text200(string name) => new(name, "NVARCHAR(200)", ColumnKind.Text, true, 200);

    private static CatalogColumn Money(string name) => new(name, "DECIMAL(10, 2)", ColumnKind.Decimal, true);

    private static CatalogColumn Bit(string name) => new(name, "BIT", ColumnKind.Boolean, false);

    private static CatalogColumn Time(string name) => new(name, "DATETIME", ColumnKind.DateTime, true);
}
