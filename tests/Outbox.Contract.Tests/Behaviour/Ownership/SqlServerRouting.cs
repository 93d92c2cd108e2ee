using Outbox.Contract.Tests.Engines;
using Outbox.Core.Messages;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Contract.Tests.Behaviour.Ownership;

/// <summary>
/// Rows whose person only a lookup tells: they stop what is behind them until they are in their person's lane. Where there
/// is one lane nothing of this is needed.
/// </summary>
public abstract class SqlServerRouting(ContractEngine engine) : ContractTests(engine)
{
    private const string Mapped =
        """
        events:
          ordered: { table: Orders, id: OrderId, person: CustomerId, when: inserted }
          refunded: { table: Refunds, id: RefundId, person: { lookup: Orders, on: OrderId, column: CustomerId }, when: inserted }
        """;

    private const string People = Engines.Mappings.People + "\n  guests: { table: Orders, when_null: CustomerId, email: GuestEmail }";

    [Fact]
    public async Task A_row_that_is_not_routed_stops_the_rows_behind_it_and_goes_before_them_once_it_is()
    {
        await MigrateAsync(Mapped, People);
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5)");
        await ShopAsync("INSERT INTO Refunds (RefundId, OrderId) VALUES (1, 1)");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (2, 5), (3, 6)");
        var lanes = await Shop.HoldAsync(Stop);
        var read = await Store.ReadPendingAsync(lanes, 100, Stop);
        Assert.Equal(["ordered:1"], Ids(read.Messages));
        Assert.True(read.HasUnrouted);

        Assert.Equal(1, await RouteAsync());
        read = await Store.ReadPendingAsync(lanes, 100, Stop);
        Assert.False(read.HasUnrouted);
        Assert.Equal(["ordered:1", "refunded:1", "ordered:2", "ordered:3"], Ids(read.Messages));
        var refunded = read.Messages[1];
        Assert.Equal(("5", read.Messages[0].Lane), (refunded.PersonKey, refunded.Lane));

        // What another dispatcher has routed stays as it is.
        Assert.Equal(0, await Store.RouteAsync([new MessageRoute(refunded.Key, "6", null)], Stop));
        Assert.Equal("5", (await Store.ReadPendingAsync(lanes, 100, Stop)).Messages[1].PersonKey);
    }

    [Fact]
    public async Task A_touch_or_history_that_is_not_routed_stops_no_live_row()
    {
        await MigrateAsync(Mapped, People + "\n  touched_by:\n    - { table: Refunds, person: { lookup: Orders, on: OrderId, column: CustomerId } }");
        await ShopAsync("INSERT INTO Refunds (RefundId, OrderId) VALUES (1, 1)");
        await ShopAsync($"UPDATE {Shop.Own("Message")} SET Priority = 1 WHERE Kind = 'event'");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (2, 5)");
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (3, 5)");
        await ShopAsync($"UPDATE {Shop.Own("Message")} SET Priority = 1 WHERE EventId = 'ordered:3'");
        var read = await Store.ReadPendingAsync(await Shop.HoldAsync(Stop), 100, Stop);
        Assert.Equal(["ordered:2"], Ids(read.Messages));
        Assert.True(read.HasUnrouted);
    }

    [Fact]
    public async Task A_guest_is_routed_by_the_mail_and_a_row_with_nobody_to_any_lane()
    {
        await MigrateAsync(Mapped, People);
        await ShopAsync("INSERT INTO Orders (OrderId, GuestEmail) VALUES (1, ' Guest@X.de ')");
        await ShopAsync("INSERT INTO Refunds (RefundId, OrderId) VALUES (1, 1), (2, 404)");
        Assert.Equal(2, await RouteAsync());
        var rows = (await Store.ReadPendingAsync(await Shop.HoldAsync(Stop), 100, Stop)).Messages;
        Assert.All(rows, row => Assert.Null(row.PersonKey));
        Assert.Equal(Lane("ordered:1"), Lane("refunded:1"));
        Assert.InRange(Lane("refunded:2"), 0, 15);

        int Lane(string id) => rows.Single(row => row.EventId == id).Lane;
    }

    [Fact]
    public async Task Keys_of_text_are_routed_as_they_are_captured()
    {
        await MigrateAsync(
            """
            events:
              keyed: { table: Keys, id: KeyId, person: AText, when: inserted }
              looked_up: { table: OrderLines, id: OrderLineId, person: { lookup: Keys, on: { OrderId: KeyId }, column: AText }, when: inserted }
            """);
        await ShopAsync("INSERT INTO Keys (KeyId, AText) VALUES (1, N'Ümit '), (2, N'straße')");
        await ShopAsync("INSERT INTO Orders (OrderId) VALUES (1), (2)");
        await ShopAsync("INSERT INTO OrderLines (OrderLineId, OrderId, Sku, Quantity) VALUES (1, 1, 'a', 1), (2, 2, 'a', 1)");
        Assert.Equal(2, await RouteAsync());
        var rows = (await Store.ReadPendingAsync(await Shop.HoldAsync(Stop), 100, Stop)).Messages;
        Assert.Equal(4, rows.Count);
        Assert.All(rows.GroupBy(row => row.EventId!.Split(':')[1]), pair => Assert.Single(pair.Select(row => (row.PersonKey, row.Lane)).Distinct()));
    }

    [Fact]
    public async Task Rows_are_not_lost_or_doubled_while_readers_and_routers_work_at_once()
    {
        await MigrateAsync(Mapped, People);
        await ShopAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 5)");
        var lanes = await Shop.HoldAsync(Stop);
        var lane = (await Store.ReadPendingAsync(lanes, 1, Stop)).Messages[0].Lane;
        var mine = lanes.Where(l => l.Lane == lane).ToList();
        var overtakings = 0;
        for (var i = 1; i <= 15; i++)
        {
            await ShopAsync($"INSERT INTO Refunds (RefundId, OrderId) VALUES ({i}, 1)");
            await ShopAsync($"INSERT INTO Orders (OrderId, CustomerId) VALUES ({i + 1}, 5)");
            var read = Task.Run(() => Store.ReadPendingAsync(mine, 1_000, Stop), Stop);
            await Task.WhenAll(read, Task.Run(RouteAsync, Stop), Task.Run(RouteAsync, Stop));
            var ids = Ids((await read).Messages);
            overtakings += ids.Contains($"ordered:{i + 1}") && !ids.Contains($"refunded:{i}") ? 1 : 0;
        }

        Assert.Equal(0, overtakings);
        Assert.Equal(31, (await Store.ReadPendingAsync(mine, 1_000, Stop)).Messages.Count);
    }

    private static IReadOnlyList<string?> Ids(IReadOnlyList<OutboxMessage> messages) => [.. messages.Select(message => message.EventId)];

    /// <summary>Routes as the dispatcher does.</summary>
    private async Task<int> RouteAsync()
    {
        var stored = await Store.ReadMappingAsync(Stop);
        var shaper = new Shaper(ContractDatabase.Read(stored.Text), stored.Catalog);
        var routes = new List<MessageRoute>();
        foreach (var capture in (await Store.ReadUnroutedAsync(1_000, Stop)).GroupBy(row => row.CapturedBy))
        {
            var related = await Store.ReadRelatedAsync(capture.Key, [.. capture], Stop);
            routes.AddRange(capture.Select(row => shaper.ResolvePerson(row, related.GetValueOrDefault(row.MessageId)) switch
            {
                var person => new MessageRoute(row.Key, person.Key, person.GuestEmail),
            }));
        }

        return await Store.RouteAsync(routes, Stop);
    }
}

/// <summary>Readers that wait, or pass over what is locked.</summary>
public sealed class SqlServerLockingRouting() : SqlServerRouting(new SqlServerEngine());

/// <summary>Readers of row versions.</summary>
public sealed class SqlServerRowVersionRouting() : SqlServerRouting(new SqlServerEngine(rowVersions: true));
