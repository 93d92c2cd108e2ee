using Outbox.Contract.Tests.Engines;
using Outbox.Mapping.Shape;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>What an event keeps of its row, and what is read of other tables after the commit.</summary>
public abstract class RelatedContract(ContractEngine engine) : ContractTests(engine)
{
    [Fact]
    public async Task The_row_keeps_the_raw_values_that_shaping_needs()
    {
        await MigrateOrderEventAsync(
            "{ column: Status, becomes: Paid }",
            ", occurred_at: { column: CompletedAt, zone: Europe/Berlin }, properties: { total_cents: { column: Total, as: cents, currency: Currency }, old_status: { column: Status, before: true } }");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, Status, Total, Currency, CompletedAt) VALUES (1, 5, 'Open', 12.5, 'EUR', '2026-11-23 10:00:00')");
        await ShopAsync("UPDATE Orders SET Status = 'Paid'");
        var message = await SingleEventAsync();
        Assert.Equal("5", message.PersonKey);
        Assert.Equal("order_event", message.EventName);
        Assert.Equal("order_event", message.CapturedBy);
        Shop.AssertTime("2026-11-23 10:00:00", message.OccurredAtRaw);
        Assert.Equal("Europe/Berlin", message.OccurredAtZone);
        Shop.AssertHolds("""{"before:Status":"Open","Currency":"EUR","Total":12.5}""", message.Captured);
    }

    [Fact]
    public async Task Lines_that_come_after_the_header_in_one_transaction_are_all_there_in_order()
    {
        await MigrateOrderEventAsync(
            "{ column: Status, becomes: Paid }",
            ", properties: { items: { each: OrderLines, on: OrderId, properties: { sku: Sku, quantity: Quantity, category: { lookup: Products, on: Sku, column: Category } } } }");
        await ShopAsync("INSERT INTO Products (Sku, Category) VALUES ('a', 'Beans')");
        await using (var transaction = await Shop.BeginAsync(Stop))
        {
            await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid')");
            await ShopAsync("INSERT INTO OrderLines (OrderLineId, OrderId, Sku, Quantity) VALUES (12, 1, 'b', 2), (11, 1, 'a', 3)");
            await transaction.CommitAsync(Stop);
        }

        Shop.AssertJson(
            """{"each":{"items":[{"row":{"Sku":"a","Quantity":3},"lookups":{"category":{"value":"Beans"}}},{"row":{"Sku":"b","Quantity":2},"lookups":{"category":null}}]}}""",
            await RelatedAsync());
    }

    [Fact]
    public async Task An_event_without_lines_has_an_empty_array()
    {
        await MigrateOrderEventAsync("inserted", ", properties: { items: { each: OrderLines, on: OrderId, properties: { sku: Sku } } }");
        await ShopAsync("INSERT INTO Orders (OrderId) VALUES (1)");
        Shop.AssertJson("""{"each":{"items":[]}}""", await RelatedAsync());
    }

    [Fact]
    public async Task Lookups_bring_their_currency_and_views_their_other_columns()
    {
        await MigrateAsync(
            """
            events:
              line_added:
                table: OrderLines
                id: OrderLineId
                person: { lookup: Orders, on: OrderId, column: CustomerId }
                when: inserted
                properties: { price_cents: { lookup: Orders, on: OrderId, column: Total, as: cents, currency: Currency } }
                view: { name: OrderFacts, on: OrderId }
            """);
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, Total, Currency) VALUES (1, 5, 2.5, 'EUR')");
        await ShopAsync("INSERT INTO OrderLines (OrderLineId, OrderId, Sku, Quantity) VALUES (1, 1, 'a', 3)");
        Shop.AssertJson(
            """{"person":{"key":"5"},"lookups":{"price_cents":{"value":2.5,"currency":"EUR"}},"view":{"unit_count":3}}""",
            await RelatedAsync());
    }

    [Fact]
    public async Task A_guest_has_no_key_and_the_row_has_the_mail()
    {
        await MigrateAsync(
            "events: { ordered: { table: Orders, id: OrderId, person: CustomerId, when: inserted } }",
            Mappings.People + "\n  guests: { table: Orders, when_null: CustomerId, email: GuestEmail }");
        await ShopAsync("INSERT INTO Orders (OrderId, GuestEmail) VALUES (1, 'Guest@X.de')");
        var message = await SingleEventAsync();
        Assert.Null(message.PersonKey);
        Shop.AssertHolds("""{"GuestEmail":"Guest@X.de"}""", message.Captured);
    }

    [Fact]
    public async Task A_looked_up_person_may_be_a_guest()
    {
        await MigrateAsync(
            "events: { refunded: { table: Refunds, id: RefundId, person: { lookup: Orders, on: OrderId, column: CustomerId }, when: inserted } }",
            Mappings.People + "\n  guests: { table: Orders, when_null: CustomerId, email: GuestEmail }");
        await ShopAsync("INSERT INTO Orders (OrderId, GuestEmail) VALUES (1, 'g@x.de')");
        await ShopAsync("INSERT INTO Refunds (RefundId, OrderId) VALUES (1, 1)");
        Shop.AssertJson("""{"person":{"key":null,"guest_email":"g@x.de"}}""", await RelatedAsync());
    }

    [Fact]
    public async Task A_capture_that_needs_no_other_table_reads_none()
    {
        await MigrateOrderEventAsync("inserted");
        await ShopAsync("INSERT INTO Orders (OrderId) VALUES (1)");
        Assert.Empty(await Store.ReadRelatedAsync("order_event", await Shop.PendingAsync(Stop), Stop));
    }

    [Fact]
    public async Task What_is_captured_and_read_is_what_the_shaper_takes()
    {
        await MigrateOrderEventAsync(
            "{ column: Status, becomes: Paid }",
            ", occurred_at: CompletedAt, properties: { total_cents: { column: Total, as: cents, currency: Currency }, store: { lookup: Stores, on: StoreId, column: Name }, items: { each: OrderLines, on: OrderId, properties: { sku: Sku } } }");
        await ShopAsync("INSERT INTO Stores (StoreId, Name) VALUES (3, 'Mitte')");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, Status, Total, Currency, StoreId, CompletedAt) VALUES (1, 5, 'Paid', 12.35, 'EUR', 3, '2026-11-23 10:00:00')");
        await ShopAsync("INSERT INTO OrderLines (OrderLineId, OrderId, Sku, Quantity) VALUES (1, 1, 'a', 3)");
        var stored = await Store.ReadMappingAsync(Stop);
        var shaped = new Shaper(ContractDatabase.Read(stored.Text), stored.Catalog)
            .ShapeEvent(await SingleEventAsync(), await RelatedAsync());
        Assert.Equal("""{"total_cents":1235,"store":"Mitte","items":[{"sku":"a"}]}""", shaped.PropertiesJson);
        Assert.Equal("5", shaped.Person.Key);
        Assert.Equal(new DateTime(2026, 11, 23, 10, 0, 0, DateTimeKind.Utc), shaped.OccurredAt);
        Assert.Empty(shaped.Faults);
    }

    private async Task<string> RelatedAsync()
    {
        var message = await SingleEventAsync();
        return (await Store.ReadRelatedAsync(message.CapturedBy, [message], Stop))[message.MessageId];
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteRelatedReads() : RelatedContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerRelatedReads() : RelatedContract(new SqlServerEngine());
