using Outbox.Contract.Tests.Engines;
using Outbox.Core.Messages;
using Outbox.Mapping.Capture;
using Outbox.Mapping.Draft;
using Outbox.Mapping.Lint;
using Outbox.Mapping.Preview;
using Outbox.Mapping.Yaml;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour;

/// <summary>What is read of a shop before anything is installed: rows as they would be captured, foreign keys, values.</summary>
public abstract class PreviewContract(ContractEngine engine) : ContractTests(engine)
{
    private const string OrderEvent =
        """
        events:
          order_event:
            table: Orders
            id: OrderId
            person: CustomerId
            once: true
            when: { column: Status, becomes: Paid }
            where: { IsOnline: 1 }
            occurred_at: { column: CompletedAt, zone: Europe/Berlin }
            properties:
              total_cents: { column: Total, as: cents, currency: Currency }
              store: { lookup: Stores, on: StoreId, column: Name }
              items: { each: OrderLines, on: OrderId, properties: { sku: Sku, category: { lookup: Products, on: Sku, column: Category } } }
            view: { name: OrderFacts, on: OrderId }
        """;

    [Fact]
    public async Task A_row_is_read_as_its_trigger_captures_it()
    {
        await MigrateAsync(OrderEvent);
        await FillAsync();
        var captured = await SingleEventAsync();

        var (reader, source) = await ReaderAsync(OrderEvent, "order_event");
        var row = Assert.Single(await reader.FindRowsAsync(source, ["1"], 10, Stop));

        var read = row.Message;
        Assert.Equal(
            (captured.Kind, captured.CapturedBy, captured.EventId, captured.EventName, captured.PersonKey, captured.OccurredAtRaw, captured.OccurredAtZone),
            (read.Kind, read.CapturedBy, read.EventId, read.EventName, read.PersonKey, read.OccurredAtRaw, read.OccurredAtZone));
        Shop.AssertJson(captured.Captured!, read.Captured);
        Shop.AssertJson(
            (await Store.ReadRelatedAsync("order_event", [captured], Stop))[captured.MessageId],
            (await reader.ReadRelatedAsync("order_event", [read], Stop))[read.MessageId]);
        Assert.Equal(await Store.ReadPeopleAsync(["5", "6", "none"], Stop), await reader.ReadPeopleAsync(["5", "6", "none"], Stop));
    }

    [Fact]
    public async Task Nothing_need_be_installed_and_the_last_rows_are_those_that_show_the_event()
    {
        await FillAsync();
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, Status, CompletedAt) VALUES (2, 5, 'Paid', '2026-11-20 10:00:00'), (3, 5, 'Open', '2026-11-25 10:00:00'), (4, 5, 'Paid', '2026-11-24 10:00:00')");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, Status, IsOnline) VALUES (5, 5, 'Paid', 0)");

        var (reader, source) = await ReaderAsync(OrderEvent, "order_event");

        Assert.False(await Shop.ShopReader.HasOutboxAsync(Stop));
        Assert.Equal(["order_event:4", "order_event:1"], (await reader.ReadLastRowsAsync(source, 2, Stop)).Select(r => r.Message.EventId));
        Assert.Equal((true, false), Shows(Assert.Single(await reader.FindRowsAsync(source, ["3"], 10, Stop))));
        Assert.Equal((false, true), Shows(Assert.Single(await reader.FindRowsAsync(source, ["5"], 10, Stop))));
        Assert.Empty(await reader.FindRowsAsync(source, ["99"], 10, Stop));
        Assert.False(await Shop.ShopReader.HasOutboxAsync(Stop));
    }

    [Fact]
    public async Task Every_kind_of_key_finds_its_row()
    {
        const string Columns = "KeyId, ADate, ATime, AMoment, AGuid, AText, ANumber, AFlag";
        await ShopAsync($"INSERT INTO Keys ({Columns}) VALUES (1, '2026-11-23', '2026-11-23 10:11:12.345', '2026-11-23 10:11:12.345 +02:00', '6F9619FF-8B86-D011-B42D-00C04FC964FF', 'a:b%', 7, 1)");
        await ShopAsync($"INSERT INTO Keys ({Columns}) VALUES (2, '2026-11-24', '2026-11-23 10:11:13', '2026-11-23 10:11:12 +02:00', '6F9619FF-8B86-D011-B42D-00C04FC964FE', 'c', 8, 0)");
        await Assert.AllAsync(
            [("KeyId", "1"), ("ADate", "2026-11-23"), ("ATime", "2026-11-23T10:11:12.345"), ("AMoment", "2026-11-23 08:11:12.345"), ("AGuid", "6f9619ff-8b86-d011-b42d-00c04fc964ff"), ("AText", "a:b%25"), ("ANumber", "7"), ("AFlag", "1"), ("AText, KeyId", "a%3Ab%25:1"), ("ATime, AGuid", "2026-11-23T10:11:12.345:6F9619FF-8B86-D011-B42D-00C04FC964FF")],
            async ((string Columns, string Key) test) =>
            {
                var (reader, source) = await ReaderAsync(
                    $"events: {{ key_seen: {{ table: Keys, id: [{test.Columns}], person: ANumber, when: inserted }} }}", "key_seen");
                var table = (await Shop.Installer.ReadCatalogAsync(Stop)).Find(source.Table)!;
                var key = EventKey.Parse(test.Key, source, table, out var wrong);
                Assert.True(key is not null, wrong);
                var row = Assert.Single(await reader.FindRowsAsync(source, key, 10, Stop));
                Assert.Equal("7", row.Message.PersonKey);
                Assert.Equal(key, EventKey.Parse(row.Message.EventId!, source, table, out _));
            });
    }

    [Fact]
    public async Task People_and_feeds_and_schedules_are_read_as_well()
    {
        await FillAsync();
        await ShopAsync("INSERT INTO LifecycleEvents (event_id, event_name, customer_id, timestamp, properties) VALUES ('e1', 'trial_ended', 5, '2026-11-23 10:00:00', '{\"a\":1}')".Replace("timestamp", Shop.Own("x").StartsWith("outbox.", StringComparison.Ordinal) ? "[timestamp]" : "timestamp", StringComparison.Ordinal));
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, Status, Total, CompletedAt) VALUES (9, 5, 'Completed', 2.5, '2026-11-01 10:00:00')");
        const string All =
            """
            schedules: { replenishment_due: { view: ReplenishmentDue, cron: '0 2 * * *', id: [CustomerId, DueDate], person: CustomerId, occurred_at: DueAt, properties: { total: Total } } }
            feeds: [{ table: LifecycleEvents, name: event_name, id: event_id, person: customer_id, occurred_at: timestamp, properties: properties }]
            """;

        var (reader, feed) = await ReaderAsync(All, "LifecycleEvents");
        var (_, schedule) = await ReaderAsync(All, "replenishment_due");
        var (_, people) = await ReaderAsync(All, "people");

        var event1 = Assert.Single(await reader.ReadLastRowsAsync(feed, 5, Stop)).Message;
        Assert.Equal(("trial_ended:e1", "trial_ended", "5"), (event1.EventId, event1.EventName, event1.PersonKey));
        Assert.Equal("replenishment_due:5:2026-12-01", Assert.Single(await reader.FindRowsAsync(schedule, ["5", "2026-12-01"], 5, Stop)).Message.EventId);
        var person = Assert.Single(await reader.FindRowsAsync(people, ["5"], 5, Stop)).Message;
        Assert.Equal((MessageKind.Touch, "people", "5"), (person.Kind, person.CapturedBy, person.PersonKey));
    }

    [Fact]
    public async Task Foreign_keys_are_read()
    {
        var relations = await Shop.ShopReader.ReadRelationsAsync(Stop);
        var line = Assert.Single(relations, r => string.Equals(r.From.Name, "OrderLines", Shop.NameComparison));
        Assert.Equal(["OrderId", "Orders", "OrderId"], [line.Columns[0], line.To.Name, line.KeyColumns[0]], Shop.Names);
    }

    [Fact]
    public async Task The_commonest_values_come_first()
    {
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Open'), (2, 'Paid'), (3, 'Paid'), (4, NULL)");
        var orders = (await Shop.Installer.ReadCatalogAsync(Stop)).Find(new(null, "Orders"))!;
        Assert.Equal(["Paid", "Open"], await Shop.ShopReader.ReadValuesAsync(orders, orders.Columns.First(c => string.Equals(c.Name, "Status", Shop.NameComparison)).Name, Stop));
    }

    [Fact]
    public async Task A_first_mapping_of_the_shop_passes_lint_and_can_be_installed()
    {
        await ShopAsync("INSERT INTO Orders (OrderId, Status) VALUES (1, 'Paid')");
        var catalog = await Shop.Installer.ReadCatalogAsync(Stop);
        var guess = ShopGuess.Of(catalog, await Shop.ShopReader.ReadRelationsAsync(Stop), new DraftAnswers());
        var draft = Drafter.Write(guess, await Shop.ShopReader.ReadValuesAsync(guess.Orders!, guess.Status!.Name, Stop), "shop", "UTC");

        Assert.DoesNotContain(draft.Findings, f => f.Severity == Severity.Error);
        Assert.Equal(["order_placed", "order_paid", "order_completed"], MappingReader.Read(draft.Text).Document!.Events.Select(e => e.Name));
        await Shop.MigrateAsync(draft.Text, Stop);
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, Status) VALUES (2, 5, 'Paid')");
        Assert.Equal(["order_paid:2", "order_placed:2"], (await EventIdsAsync()).Order(StringComparer.Ordinal));
    }

    private static (bool PassesWhere, bool ShowsFact) Shows(SourceRow row) => (row.PassesWhere, row.ShowsFact);

    private async Task<(ISourceReader Reader, PreviewSource Source)> ReaderAsync(string sections, string name)
    {
        var mapping = ContractDatabase.Read(Mappings.Of(sections));
        var plan = CapturePlan.For(mapping, await Shop.Installer.ReadCatalogAsync(Stop));
        return (Shop.SourceOf(plan), PreviewSource.Of(mapping).Single(s => s.Names.Contains(name)));
    }

    private async Task FillAsync()
    {
        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Tier) VALUES (5, 'a@x.de', 'Gold'), (6, 'b@x.de', NULL)");
        await ShopAsync("INSERT INTO Stores (StoreId, Name) VALUES (3, 'Mitte')");
        await ShopAsync("INSERT INTO Products (Sku, Category) VALUES ('a', 'Beans')");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId, Status, Total, Currency, StoreId, CompletedAt) VALUES (1, 5, 'Paid', 12.5, 'EUR', 3, '2026-11-23 10:00:00')");
        await ShopAsync("INSERT INTO OrderLines (OrderLineId, OrderId, Sku, Quantity) VALUES (1, 1, 'a', 3), (2, 1, 'b', 1)");
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqlitePreview() : PreviewContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerPreview() : PreviewContract(new SqlServerEngine(ownDatabase: true));
