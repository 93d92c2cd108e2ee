namespace Outbox.Tests.Mapping;

/// <summary>A mapping with every key there is.</summary>
internal static class FullExample
{
    public const string Text = """
        # A shop.
        version: 1
        source: coffee-shop
        time_zone: America/New_York
        people:
          table: dbo.Customers
          id: { column: CustomerId, prefix: cust_ }
          where: { IsTest: 0, Kind: [Retail, 'null'] }
          attributes:
            email: Email
            phone: { column: Phone, as: phone, region: US }
            mobile: { column: Mobile, as: phone, region: Country }
            marketing_opt_in: { column: MarketingOptIn, as: boolean }
            store_city: { lookup: dbo.Stores, on: { HomeStoreId: StoreId }, column: City, as: text }
            limit_cents: { column: CreditLimit, as: cents, currency: { column: USD } }
          view:
            name: reporting.CustomerLifecycle
            on: CustomerId
            columns:
              first_order_date: { as: timestamp, zone: UTC }
          touched_by:
            - { table: dbo.Orders, person: CustomerId }
            - { table: dbo.EmailAddresses, person: { lookup: dbo.Customers, on: { PersonId: PersonId }, column: CustomerId } }
            - { table: dbo.Orders, person: PayerId }
          deleted: { when: { column: DeletedAt, becomes: not_null }, then: ignore }
          unknown: require
          guests: { table: dbo.Orders, when_null: CustomerId, email: GuestEmail }
        events:
          order_completed:
            table: dbo.Orders
            when: { column: Status, becomes: [Completed, 7], from: null }
            where: { OnlineOrderFlag: true, Store: not_null }
            once: true
            id: [OrderId]
            person: CustomerId
            occurred_at: { column: CompletedAt, zone: UTC }
            holds: { column: CompletedAt, is: not_null }
            properties:
              order_id: OrderId
              value_cents: { column: Total, as: cents, currency: Currency }
              tax_cents: { column: Tax, as: cents, currency: { code: JPY } }
              old_state: { column: State, before: true }
              store: { lookup: dbo.Stores, on: StoreId, column: Name }
              items:
                each: dbo.Order Lines
                on: { OrderId: OrderId, Part: PartNo }
                properties:
                  sku: Sku
                  category: { lookup: dbo.Products, on: Sku, column: Category }
                  weight: { column: Weight, as: number }
                  extras: { column: Extras, as: json }
                  best_before: { column: BestBefore, as: date, zone: Europe/Berlin }
            view: { name: reporting.OrderFacts, on: OrderId }
            expect: { at_least: 3, every: day }
            trigger_source: sql
            strict_order: true
            sent_as: Order Completed
            delivery: paused
            owner: retention-team
            description: >-
              The order is done.
          price_changed:
            table: dbo.Products
            when: { any: [{ changed: [Price, Currency] }, { all: [inserted, { column: Price, becomes: not_null }] }, deleted] }
            id: [Sku, ChangedAt]
            person: { lookup: dbo.Watchers, on: Sku, column: CustomerId }
            occurred_at: ChangedAt
            delivery: off
        schedules:
          replenishment_due:
            view: reporting.ReplenishmentDue
            cron: "0 2 * * 1-5"
            cron_zone: Europe/Berlin
            id: [CustomerId, DueDate]
            person: CustomerId
            sent_as: replenishment.due
            occurred_at: DueAt
            properties: { sku: Sku, contact: { column: Contact, as: email } }
            trigger_source: web
            delivery: shadow
            strict_order: true
            owner: crm
            description: due
            expect: { every: week }
        feeds:
          - table: dbo.LifecycleEvents
            name: event_name
            id: event_id
            person: customer_id
            occurred_at: { column: timestamp, zone: UTC }
            properties: properties
            delivery: live
            trigger_source: sql
            strict_order: true
            owner: web
            description: the old table
            expect: { at_least: 1, every: hour }

        """;
}
