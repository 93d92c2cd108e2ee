using Outbox.Cli.Demo.Journal;
using Outbox.Cli.Demo.Shop;
using Outbox.Core.People;
using static Outbox.EndToEnd.Tests.Demo.Samples;

namespace Outbox.EndToEnd.Tests.Demo;

public sealed class JournalTests
{
    private static readonly DateTime Noon = new(2026, 11, 1, 12, 0, 0);

    public static TheoryData<decimal, string, long> Cents => new()
    {
        { 12.344m, "USD", 1234 },
        { 0.125m, "USD", 13 },
        { -0.125m, "USD", -13 },
        { 19.865m, "CAD", 1987 },
        { 2193.85m, "JPY", 2194 },
        { 2193.5m, "JPY", 2194 },
        { 0m, "USD", 0 },
    };

    [Theory]
    [MemberData(nameof(Cents))]
    public void Half_a_cent_goes_away_from_zero(decimal amount, string currency, long cents) =>
        Assert.Equal(cents, Amounts.Cents(amount, currency switch { "JPY" => Currency.Jpy, "CAD" => Currency.Cad, _ => Currency.Usd }));

    [Fact]
    public void A_guest_has_the_id_that_the_product_documents() =>
        Assert.Equal(GuestId.Derive("coffee-shop", "Guest@Example.org"), People.GuestIdOf(" guest@example.ORG "));

    [Fact]
    public void The_repeated_hour_of_autumn_is_read_as_the_earlier_one()
    {
        var later = new DateTime(2026, 11, 1, 6, 30, 0);

        Assert.Equal(later.AddHours(-1), ShopClock.ReadFromWall(ShopClock.OnTheWall(later)));
    }

    [Fact]
    public void An_order_brings_its_lines_in_cents()
    {
        var order = Order(Currency.Usd, completedAt: Noon);
        var fact = OrderFacts.Completed(order, isFirst: true);

        Assert.Equal(("order_completed:7", "cust_5"), (fact.EventId, fact.PersonId));
        Assert.Equal(2900, (long)fact.Data["value_cents"]!);
        Assert.Equal(2, (int)fact.Data["item_count"]!);
        var item = Assert.Single(fact.Data["items"]!.AsArray())!;
        Assert.Equal((1450, "Beans"), ((long)item["unit_price_cents"]!, (string?)item["category"]));
    }

    [Fact]
    public void A_refund_lowers_the_lifetime_value_and_bars_win_back_until_the_next_order()
    {
        var customer = new Customer { CustomerId = 5, Email = "a@example.com", MarketingOptIn = true };
        var order = Order(Currency.Usd, completedAt: Noon);
        customer.CompletedOrders.Add(order);
        Assert.True(CanReceiveWinback(customer));

        customer.Refunds.Add(new Refund(1, order, 9, 9, "late", Noon.AddHours(1)));
        Assert.False(CanReceiveWinback(customer));
        Assert.Equal(2000, (long)Attributes(customer)["lifetime_value_cents"]!);

        customer.CompletedOrders.Add(Order(Currency.Usd, completedAt: Noon.AddHours(2)));
        Assert.True(CanReceiveWinback(customer));
    }

    [Fact]
    public void Nothing_is_expected_of_those_who_left_and_of_test_customers()
    {
        Assert.Equal(Presence.Forbidden, People.Expected(new Customer { Email = "a", IsDeleted = true }, isTouched: true).Presence);
        Assert.Equal(Presence.Forbidden, People.Expected(new Customer { Email = "a", IsTest = true }, isTouched: true).Presence);
    }

    [Fact]
    public void A_waitlist_hears_of_the_first_restock_after_the_wish_alone()
    {
        var wish = new WaitlistEntry(3, new Customer { CustomerId = 5, Email = "a" }, Beans, Noon);
        Restock[] restocks = [At(1, Noon.AddHours(3)), At(2, Noon), At(4, Noon.AddHours(2))];

        Assert.Equal("back_in_stock:3:4", Assert.Single(ScheduledFacts.Of([], [wish], restocks, [], [])).EventId);

        static Restock At(long id, DateTime at) => new(id, Beans, at);
    }

    [Fact]
    public void A_wish_list_hears_of_every_drop_and_of_no_rise()
    {
        var wish = new Wish(3, new Customer { CustomerId = 5, Email = "a" }, Beans, Noon);
        PriceChange[] changes =
        [
            new(1, Beans, 10, 9, Noon.AddHours(-1)), new(2, Beans, 9, 8.505m, Noon.AddHours(1)), new(3, Beans, 8.505m, 9, Noon.AddHours(2)),
        ];

        var fact = Assert.Single(ScheduledFacts.Of([], [], [], [wish], changes));
        Assert.Equal(("price_dropped:3:2", 851), (fact.EventId, (int)(long)fact.Data["new_price_cents"]!));
    }

    [Fact]
    public void What_is_used_up_falls_due_by_quantity()
    {
        var usedUp = new UsedUp(new Customer { CustomerId = 5, Email = "a" }, Beans, 2, Noon);

        Assert.Equal("replenishment_due:5:101:2026-11-29", Assert.Single(ScheduledFacts.Of([usedUp], [], [], [], [])).EventId);
    }

    [Fact]
    public void A_commit_is_in_the_journal_with_its_time_and_its_writes()
    {
        var journal = new CommitJournal();
        journal.Committed(CommittedAt, 3, [First.Fact]);

        Assert.Equal((1, 1, 3), (journal.Events, journal.Transactions, journal.Writes));
        Assert.Equal(CommittedAt, Assert.Single(journal.Expected()).CommittedAt);
    }

    private static Order Order(Currency currency, DateTime completedAt) => new()
    {
        OrderId = 7,
        Number = "CS-7",
        Customer = new Customer { CustomerId = 5, Email = "a@example.com" },
        Channel = "web",
        Currency = currency,
        Lines = [new OrderLine(1, Beans, 2, 14.5m)],
        Subtotal = 29,
        PlacedAtLocal = completedAt.AddHours(-5),
        CompletedAt = completedAt,
    };

    private static System.Text.Json.Nodes.JsonObject Attributes(Customer customer) => People.Expected(customer, isTouched: true).Attributes!;

    private static bool CanReceiveWinback(Customer customer) => (bool)Attributes(customer)["can_receive_winback"]!;
}
