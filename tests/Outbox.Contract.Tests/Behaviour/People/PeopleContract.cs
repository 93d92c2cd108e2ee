using Outbox.Contract.Tests.Engines;
using Outbox.Core.People;
using Outbox.Sandbox.Faults;
using Outbox.Sandbox.Workspace;

namespace Outbox.Contract.Tests.Behaviour.People;

/// <summary>The right profile, whatever becomes of a person: told by what the sandbox has in the end.</summary>
public abstract class PeopleContract(ContractEngine engine) : ContractTests(engine)
{
    private const string Ann = "ann@example.com";

    private const string People =
        """
        people:
          table: Customers
          id: { column: CustomerId, prefix: cust_ }
          attributes: { email: Email, tier: Tier }
          deleted: { when: { column: DeletedAt, becomes: not_null }, then: suppress }
          guests: { table: Orders, when_null: CustomerId, email: GuestEmail }
        """;

    private const string Ordered =
        """
        events:
          ordered: { table: Orders, id: OrderId, person: CustomerId, when: inserted, properties: { order_id: OrderId } }
        """;

    private static string Guest(string email) => GuestId.Derive("contract", email);

    [Fact]
    public async Task A_guest_who_makes_an_account_is_one_person_with_all_orders()
    {
        await using var house = await OpenAsync();
        await GuestOrderAsync(1);
        await GuestOrderAsync(2, " Ann@Example.com ");
        await house.RunAsync();
        Assert.Equal([Guest(Ann)], await house.IdsAsync());

        await AccountAsync(42);
        await LinkAsync(Ann, 42);
        await OrderAsync(3, 42);
        await house.RunAsync();

        Assert.Equal(["cust_42"], await house.IdsAsync());
        Assert.Equal(["ordered 1", "ordered 2", "ordered 3"], await house.EventsAsync("cust_42"));
        Assert.Equal(Ann, (await house.PersonAsync("cust_42")).Person.Email);
    }

    [Fact]
    public async Task A_guest_with_another_email_than_the_account_is_merged_and_both_histories_say_so()
    {
        await using var house = await OpenAsync();
        await GuestOrderAsync(1);
        await house.RunAsync();

        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Tier) VALUES (42, 'ann.smith@example.com', 'gold')");
        await LinkAsync(Ann, 42);
        await house.RunAsync();

        Assert.Equal(["cust_42"], await house.IdsAsync());
        var person = await house.PersonAsync("cust_42");
        Assert.Equal("ann.smith@example.com", person.Person.Email);
        Assert.Equal([Guest(Ann)], person.Merged.Select(merged => merged.Id));
        var merge = Assert.Single(person.History, item => item.Action == "merge");
        Assert.Equal(ItemOutcome.Applied, merge.Outcome);
        Assert.Contains(merge.Sequence, (await house.PersonAsync(Guest(Ann))).History.Select(item => item.Sequence));

        // Never at once: it would do nothing, and not in the request that makes who stays.
        var identify = person.History.First(item => item.Action == "identify");
        Assert.True(merge.ArrivedAt - identify.ArrivedAt >= 300, $"{merge.ArrivedAt - identify.ArrivedAt} ms");
        Assert.NotEqual(identify.Request, merge.Request);
    }

    [Fact]
    public async Task An_order_that_is_claimed_links_the_guest_by_itself()
    {
        await using var house = await OpenAsync();
        await GuestOrderAsync(1);
        await GuestOrderAsync(2);
        await house.RunAsync();

        await AccountAsync(42);
        await ShopAsync("UPDATE Orders SET CustomerId = 42, GuestEmail = NULL WHERE OrderId = 1");
        await house.RunAsync();
        await ShopAsync("UPDATE Orders SET CustomerId = 42 WHERE OrderId = 2");
        await GuestOrderAsync(3);
        await house.RunAsync();

        Assert.Equal(["cust_42"], await house.IdsAsync());
        Assert.Equal(["ordered 1", "ordered 2", "ordered 3"], await house.EventsAsync("cust_42"));
    }

    [Fact]
    public async Task An_order_as_a_guest_after_the_link_is_the_customers()
    {
        await using var house = await OpenAsync();
        await AccountAsync(42);
        await LinkAsync(Ann, 42);
        await GuestOrderAsync(1);
        await house.RunAsync();
        await GuestOrderAsync(2);
        await house.RunAsync();

        Assert.Equal(["cust_42"], await house.IdsAsync());
        Assert.Equal(["ordered 1", "ordered 2"], await house.EventsAsync("cust_42"));
        Assert.Equal(1, (await house.Sandbox.StatsAsync(Stop)).PeopleCreated);
    }

    [Fact]
    public async Task An_order_as_a_guest_with_a_customers_email_takes_nothing_from_the_customer()
    {
        await using var house = await OpenAsync();
        await AccountAsync(42);
        await OrderAsync(1, 42);
        await house.RunAsync();
        await GuestOrderAsync(2);
        await house.RunAsync();
        await GuestOrderAsync(3);
        await OrderAsync(4, 42);
        await house.RunAsync();

        // Nobody has said that they are one: the e-mail is the customer's, and the guest's orders are the guest's.
        Assert.Equal(["cust_42", Guest(Ann)], await house.IdsAsync());
        Assert.Equal(Ann, (await house.PersonAsync("cust_42")).Person.Email);
        Assert.Equal(["ordered 1", "ordered 4"], await house.EventsAsync("cust_42"));
        Assert.Equal(["ordered 2", "ordered 3"], await house.EventsAsync(Guest(Ann)));
        Assert.Equal(["cust_42"], (await house.PersonAsync("cust_42")).Ids.Select(id => id.Id));
        Assert.Contains("OBX481", await FaultsAsync());

        await LinkAsync(Ann, 42);
        await house.RunAsync();
        Assert.Equal(["cust_42"], await house.IdsAsync());
        Assert.Equal(["ordered 1", "ordered 2", "ordered 3", "ordered 4"], await house.EventsAsync("cust_42"));
        Assert.Equal(Ann, (await house.PersonAsync("cust_42")).Person.Email);
    }

    [Fact]
    public async Task A_guest_gives_the_email_up_to_the_customer_who_has_it_now()
    {
        await using var house = await OpenAsync();
        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Tier) VALUES (42, 'other@example.com', 'gold')");
        await GuestOrderAsync(1);
        await house.RunAsync();
        await ShopAsync($"UPDATE Customers SET Email = '{Ann}' WHERE CustomerId = 42");
        await house.RunAsync();
        await GuestOrderAsync(2);
        await house.RunAsync();

        Assert.Equal(["cust_42", Guest(Ann)], await house.IdsAsync());
        Assert.Equal(Ann, (await house.PersonAsync("cust_42")).Person.Email);
        Assert.Equal(["ordered 1", "ordered 2"], await house.EventsAsync(Guest(Ann)));
        Assert.Equal(0, (await house.Sandbox.StatsAsync(Stop)).Ignored);
    }

    [Fact]
    public async Task Two_customers_who_swap_their_emails_have_each_others()
    {
        await using var house = await OpenAsync();
        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Tier) VALUES (1, 'a@example.com', 'gold'), (2, 'b@example.com', 'gold')");
        await OrderAsync(1, 1);
        await OrderAsync(2, 2);
        await house.RunAsync();
        await ShopAsync("UPDATE Customers SET Email = 'x@example.com' WHERE CustomerId = 1");
        await ShopAsync("UPDATE Customers SET Email = 'a@example.com' WHERE CustomerId = 2");
        await ShopAsync("UPDATE Customers SET Email = 'b@example.com', Tier = 'silver' WHERE CustomerId = 1");
        await house.RunAsync();

        Assert.Equal(["cust_1", "cust_2"], await house.IdsAsync());
        Assert.Equal("b@example.com", (await house.PersonAsync("cust_1")).Person.Email);
        Assert.Equal("silver", (await house.PersonAsync("cust_1")).Person.Attributes["tier"].GetString());
        Assert.Equal("a@example.com", (await house.PersonAsync("cust_2")).Person.Email);
        Assert.Equal(["ordered 1"], await house.EventsAsync("cust_1"));
        Assert.Equal(0, (await house.Sandbox.StatsAsync(Stop)).Ignored);
    }

    [Fact]
    public async Task Rows_of_the_guest_that_wait_name_the_customer()
    {
        await using var house = await OpenAsync();
        await GuestOrderAsync(1);
        await house.RunAsync();
        await ShopAsync($"UPDATE {Shop.Own("EventType")} SET Delivery = 'paused'");
        await GuestOrderAsync(2);
        await AccountAsync(42);
        await LinkAsync(Ann, 42);
        await house.StartAsync(TimeSpan.FromMilliseconds(100));
        await WaitAsync(async () => (await house.IdsAsync()) is ["cust_42"] && await CountAsync("Kind = 'merge' AND Status = 'pending'") == 0);

        await ShopAsync($"UPDATE {Shop.Own("EventType")} SET Delivery = 'live'");
        await house.DrainAsync();

        Assert.Equal(["cust_42"], await house.IdsAsync());
        Assert.Equal(["ordered 1", "ordered 2"], await house.EventsAsync("cust_42"));
    }

    [Fact]
    public async Task A_customer_with_another_email_is_the_same_person()
    {
        await using var house = await OpenAsync();
        await AccountAsync(42);
        await OrderAsync(1, 42);
        await house.RunAsync();
        await ShopAsync("UPDATE Customers SET Email = 'ann@new.example' WHERE CustomerId = 42");
        await OrderAsync(2, 42);
        await house.RunAsync();

        Assert.Equal(["cust_42"], await house.IdsAsync());
        Assert.Equal("ann@new.example", (await house.PersonAsync("cust_42")).Person.Email);
        Assert.Equal(["ordered 1", "ordered 2"], await house.EventsAsync("cust_42"));
    }

    [Fact]
    public async Task A_customer_with_another_key_is_the_same_person_and_rows_that_wait_follow()
    {
        await using var house = await OpenAsync();
        await AccountAsync(41);
        await OrderAsync(1, 41);
        await house.RunAsync();
        await OrderAsync(2, 41);
        await ShopAsync("UPDATE Customers SET CustomerId = 42, Email = 'ann@new.example' WHERE CustomerId = 41");
        await OrderAsync(3, 41);
        await house.RunAsync();
        await OrderAsync(4, 42);
        await OrderAsync(5, 41);
        await house.RunAsync();

        Assert.Equal(["cust_42"], await house.IdsAsync());
        Assert.Equal(["ordered 1", "ordered 2", "ordered 3", "ordered 4", "ordered 5"], await house.EventsAsync("cust_42"));
        Assert.Equal("ann@new.example", (await house.PersonAsync("cust_42")).Person.Email);
        Assert.Equal(0, await CountAsync("Status = 'dead'"));
    }

    [Fact]
    public async Task Two_customers_whom_the_shop_merges_are_one()
    {
        await using var house = await OpenAsync();
        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Tier) VALUES (41, 'a@example.com', 'gold'), (42, 'b@example.com', NULL)");
        await OrderAsync(1, 41);
        await OrderAsync(2, 42);
        await house.RunAsync();

        await ShopAsync($"UPDATE {Shop.Own("Capture")} SET IsEnabled = 0");
        await ShopAsync("DELETE FROM Customers WHERE CustomerId = 41");
        await ShopAsync($"UPDATE {Shop.Own("Capture")} SET IsEnabled = 1");
        await ShopAsync(Shop.Tell("MergePeople", ("FromKey", "41"), ("IntoKey", "42")));
        await OrderAsync(3, 41);
        await house.RunAsync();

        Assert.Equal(["cust_42"], await house.IdsAsync());
        Assert.Equal(["ordered 1", "ordered 2", "ordered 3"], await house.EventsAsync("cust_42"));
        Assert.Equal("b@example.com", (await house.PersonAsync("cust_42")).Person.Email);
    }

    [Fact]
    public async Task A_deleted_customer_is_not_brought_back_by_a_late_order()
    {
        await using var house = await OpenAsync();
        await AccountAsync(42);
        await OrderAsync(1, 42);
        await house.RunAsync();
        await OrderAsync(2, 42);
        await ShopAsync("DELETE FROM Customers WHERE CustomerId = 42");
        await house.RunAsync();
        await OrderAsync(3, 42);
        await house.RunAsync();

        Assert.Empty(await house.IdsAsync());
        var person = await house.PersonAsync("cust_42");
        Assert.True(person.Person.IsSuppressed);
        Assert.Equal("suppress", person.History[^1].Action);
        Assert.Equal(1, (await house.Sandbox.StatsAsync(Stop)).PeopleCreated);
        Assert.Equal(0, await CountAsync("Status = 'dead'"));
    }

    [Fact]
    public async Task A_customer_who_was_marked_deleted_and_is_no_longer_is_there_again()
    {
        await using var house = await OpenAsync();
        await AccountAsync(42);
        await OrderAsync(1, 42);
        await house.RunAsync();
        await ShopAsync("UPDATE Customers SET DeletedAt = '2026-11-23T12:00:00' WHERE CustomerId = 42");
        await OrderAsync(2, 42);
        await house.RunAsync();
        Assert.Empty(await house.IdsAsync());

        await ShopAsync("UPDATE Customers SET DeletedAt = NULL WHERE CustomerId = 42");
        await OrderAsync(3, 42);
        await house.RunAsync();

        Assert.Equal(["cust_42"], await house.IdsAsync());
        Assert.Equal(["ordered 3"], await house.EventsAsync("cust_42"));
        Assert.Equal(Ann, (await house.PersonAsync("cust_42")).Person.Email);
    }

    [Fact]
    public async Task A_suppressed_person_is_left_alone_until_the_suppression_ends()
    {
        await using var house = await OpenAsync();
        await AccountAsync(42);
        await house.RunAsync();
        await ShopAsync(Shop.Tell("SuppressPerson", ("PersonKey", "42")));
        await OrderAsync(1, 42);
        await house.RunAsync();
        Assert.Empty(await house.IdsAsync());
        Assert.Equal("OBX478", (await Shop.ColumnAsync($"SELECT substring(Reason, 1, 6) AS Code FROM {Shop.Own("Message")} WHERE Kind = 'event'"))[0]);

        await ShopAsync(Shop.Tell("UnsuppressPerson", ("PersonKey", "42")));
        await house.RunAsync();
        await OrderAsync(2, 42);
        await house.RunAsync();

        Assert.Equal(["cust_42"], await house.IdsAsync());
        Assert.Equal(["ordered 2"], await house.EventsAsync("cust_42"));
    }

    [Fact]
    public async Task A_guest_who_is_suppressed_stays_away_whatever_is_ordered()
    {
        await using var house = await OpenAsync();
        await GuestOrderAsync(1);
        await house.RunAsync();
        await ShopAsync(Shop.Tell("SuppressPerson", ("Email", Ann)));
        await GuestOrderAsync(2);
        await house.RunAsync();
        await GuestOrderAsync(3);
        await house.RunAsync();

        Assert.Empty(await house.IdsAsync());
        Assert.True((await house.PersonAsync(Guest(Ann))).Person.IsSuppressed);
    }

    [Fact]
    public async Task Who_is_forgotten_with_rows_in_flight_is_gone_there_and_here()
    {
        await using var house = await OpenAsync();
        await GuestOrderAsync(1);
        await house.RunAsync();
        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Tier) VALUES (7701, 'ann.smith@example.com', 'gold')");
        await LinkAsync(Ann, 7701);
        await OrderAsync(2, 7701);
        await house.RunAsync();
        await OrderAsync(3, 7701);
        await ShopAsync($"UPDATE {Shop.Own("EventType")} SET Delivery = 'paused'");
        await OrderAsync(4, 7701);
        await ShopAsync($"UPDATE {Shop.Own("EventType")} SET Delivery = 'live'");

        // A request is under way while the person is forgotten.
        await house.Sandbox.SetFaultsAsync(new FaultSettings { Slow = 1, SlowMilliseconds = 700 }, Stop);
        await house.StartAsync(TimeSpan.Zero);
        var requests = (await house.Sandbox.StatsAsync(Stop)).Requests;
        await WaitAsync(async () => (await house.Sandbox.StatsAsync(Stop)).Requests > requests || await CountAsync("Status = 'pending'") == 0);
        await ShopAsync(Shop.Tell("ForgetPerson", ("PersonKey", "7701")));
        await house.Sandbox.SetFaultsAsync(new FaultSettings(), Stop);
        await OrderAsync(5, 7701);
        await house.DrainAsync();
        await OrderAsync(6, 7701);
        await GuestOrderAsync(7);
        await house.DrainAsync();

        Assert.Empty(await house.IdsAsync());
        Assert.True((await house.PersonAsync("cust_7701")).Person.IsSuppressed);
        Assert.Equal("0", Assert.Single(await Shop.ColumnAsync(
            $"SELECT COUNT(*) FROM {Shop.Own("Message")} WHERE PersonKey IS NOT NULL OR PersonId IS NOT NULL OR EventId IS NOT NULL OR Captured IS NOT NULL OR Properties IS NOT NULL")));
        Assert.Equal("0", Assert.Single(await Shop.ColumnAsync($"SELECT COUNT(*) FROM {Shop.Own("Person")}")));
        Assert.Equal("0", Assert.Single(await Shop.ColumnAsync($"SELECT COUNT(*) FROM {Shop.Own("Guest")}")));
        Assert.Equal("0", Assert.Single(await Shop.ColumnAsync($"SELECT COUNT(*) FROM {Shop.Own("Attempt")} WHERE Detail IS NOT NULL")));
        Assert.Equal("0", Assert.Single(await Shop.ColumnAsync($"SELECT COUNT(*) FROM {Shop.Own("Fault")} WHERE Detail IS NOT NULL")));
        var proofs = await Shop.ColumnAsync($"SELECT PersonHash, Kind FROM {Shop.Own("Removal")} ORDER BY PersonHash");
        Assert.Equal(
            new[] { $"{PersonHash.Of("contract", "cust_7701")} forget", $"{PersonHash.Of("contract", Guest(Ann))} forget" }.Order(StringComparer.Ordinal), proofs);
    }

    [Fact]
    public async Task A_guest_is_forgotten_by_the_email()
    {
        await using var house = await OpenAsync();
        await GuestOrderAsync(1);
        await GuestOrderAsync(2, "bob@example.com");
        await house.RunAsync();
        await GuestOrderAsync(3);
        await ShopAsync(Shop.Tell("ForgetPerson", ("Email", "Ann@example.com")));
        await house.RunAsync();
        await GuestOrderAsync(4);
        await house.RunAsync();

        Assert.Equal([Guest("bob@example.com")], await house.IdsAsync());
        Assert.Equal("0", Assert.Single(await Shop.ColumnAsync(
            $"SELECT COUNT(*) FROM {Shop.Own("Message")} WHERE Captured LIKE '%ann@%' OR PersonId = '{Guest(Ann)}'")));
        Assert.Equal("1", Assert.Single(await Shop.ColumnAsync($"SELECT COUNT(*) FROM {Shop.Own("Removal")} WHERE Kind = 'forget'")));
    }

    [Theory]
    [InlineData("LinkGuest", "Email", "nobody", "PersonKey", "42")]
    [InlineData("LinkGuest", "Email", "ann@example.com", "PersonKey", "")]
    [InlineData("MergePeople", "FromKey", "42", "IntoKey", "42")]
    [InlineData("SuppressPerson", "PersonKey", "42", "Email", "ann@example.com")]
    [InlineData("UnsuppressPerson", "PersonKey", "", "Email", "x")]
    [InlineData("ForgetPerson", "PersonKey", "42", "Email", "ann@example.com")]
    public async Task What_makes_no_sense_is_refused_with_a_code_and_writes_nothing(string name, string first, string one, string second, string other)
    {
        await MigrateAsync(Ordered, People);

        var error = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ShopAsync(Shop.Tell(name, (first, one), (second, other))));

        Assert.Contains("OBX47", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("1 = 1"));
    }

    [Theory]
    [InlineData("send_first", "ordered 1")]
    [InlineData("require", "")]
    [InlineData("send", "ordered 1 ordered 9")]
    public async Task What_an_event_of_somebody_not_sent_yet_does_is_told_by_the_mapping(string policy, string events)
    {
        await using var house = await OpenAsync(People + $"\n  unknown: {policy}");
        await ShopAsync($"UPDATE {Shop.Own("Capture")} SET IsEnabled = 0");
        await AccountAsync(42);
        await ShopAsync($"UPDATE {Shop.Own("Capture")} SET IsEnabled = 1");
        await OrderAsync(1, 42);
        await OrderAsync(9, 404);
        await house.RunAsync();

        var arrived = await house.Sandbox.EventsAsync(cancellationToken: Stop).ToListAsync(Stop);
        Assert.Equal(events, string.Join(' ', arrived.Select(e => $"{e.Name} {e.Attributes.GetProperty("order_id")}").Order(StringComparer.Ordinal)));
        Assert.Equal(policy switch { "send" => 2, "send_first" => 1, _ => 0 }, (await house.IdsAsync()).Count);
    }

    [Fact]
    public async Task Guests_and_customers_in_lanes_of_several_dispatchers_become_one_person_each_while_orders_go_on()
    {
        const int Customers = 12;
        await using var house = await OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            await house.StartAsync(TimeSpan.FromMilliseconds(400));
        }

        var order = 0;
        for (var round = 0; round < 6; round++)
        {
            if (round == 1)
            {
                // Else no guest would ever be at Customer.io.
                await WaitAsync(async () => (await house.Sandbox.StatsAsync(Stop)).PeopleCreated == Customers);
            }

            for (var customer = 1; customer <= Customers; customer++)
            {
                if (round < 2 || (round % 2 == 0))
                {
                    await GuestOrderAsync(++order, $"p{customer}@example.com");
                }
                else
                {
                    await OrderAsync(++order, 100 + customer);
                }

                if (round == 1)
                {
                    await ShopAsync($"INSERT INTO Customers (CustomerId, Email) VALUES ({100 + customer}, 'account{customer}@example.com')");
                }
                else if (round == 2)
                {
                    await LinkAsync($"p{customer}@example.com", 100 + customer);
                }
            }
        }

        await house.DrainAsync();
        await GuestOrderAsync(++order, "p1@example.com");
        await house.DrainAsync();

        Assert.Equal(Enumerable.Range(101, Customers).Select(key => $"cust_{key}"), await house.IdsAsync());
        var stats = await house.Sandbox.StatsAsync(Stop);
        Assert.Equal(order, stats.Events);
        Assert.Equal((0, 0), (stats.Conflicts, stats.Rejected));
        Assert.Equal(2 * Customers, stats.PeopleCreated);
        for (var customer = 1; customer <= Customers; customer++)
        {
            Assert.Equal(customer == 1 ? 7 : 6, (await house.EventsAsync($"cust_{100 + customer}")).Count);
            Assert.Equal($"account{customer}@example.com", (await house.PersonAsync($"cust_{100 + customer}")).Person.Email);
        }
    }

    private async Task<PeopleHouse> OpenAsync(string people = People)
    {
        await MigrateAsync(Ordered, people);
        await ShopAsync($"UPDATE {Shop.Own("EventType")} SET Delivery = 'live'");
        return await PeopleHouse.OpenAsync(Shop);
    }

    private Task AccountAsync(int key) => ShopAsync($"INSERT INTO Customers (CustomerId, Email, Tier) VALUES ({key}, '{Ann}', 'gold')");

    private Task GuestOrderAsync(int order, string email = Ann) => ShopAsync($"INSERT INTO Orders (OrderId, GuestEmail) VALUES ({order}, '{email}')");

    private Task OrderAsync(int order, int customer) => ShopAsync($"INSERT INTO Orders (OrderId, CustomerId) VALUES ({order}, {customer})");

    private Task LinkAsync(string email, int key) => ShopAsync(Shop.Tell("LinkGuest", ("Email", email), ("PersonKey", $"{key}")));

    private async Task<int> CountAsync(string where) =>
        int.Parse(Assert.Single(await Shop.ColumnAsync($"SELECT COUNT(*) FROM {Shop.Own("Message")} WHERE {where}")), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task WaitAsync(Func<Task<bool>> until)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await until())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(30), "it does not come about");
            await Task.Delay(20, Stop);
        }
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqlitePeople() : PeopleContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerPeople() : PeopleContract(new SqlServerEngine());
