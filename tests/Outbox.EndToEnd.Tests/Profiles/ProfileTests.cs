using System.Diagnostics;
using Outbox.Core.People;
using Outbox.EndToEnd.Tests.Crash.Shop;
using Outbox.EndToEnd.Tests.Servers;
using Outbox.Sandbox.Faults;

namespace Outbox.EndToEnd.Tests.Profiles;

/// <summary>Whoever a person becomes in the shop is one person at Customer.io: told by the sandbox's people and histories.</summary>
[Collection(nameof(ServerTests))]
public sealed class ProfileTests
{
    private const string Ann = "ann@example.com";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SqliteFaultShop.Name)]
    [InlineData(ServerFaultShop.Name)]
    public async Task A_persons_life_is_one_profile_from_the_first_order_as_a_guest_to_the_deletion(string engine)
    {
        await using var shop = await PeopleShop.OpenAsync(engine);
        shop.Fleet.Start();
        var guest = GuestId.Derive(PeopleShop.Source, Ann);

        await shop.ExecuteAsync($"INSERT INTO Orders (OrderId, GuestEmail) VALUES (1, '{Ann}')");
        await shop.DrainAsync();
        Assert.Equal([guest], await shop.IdsAsync());

        // An account, an order that is claimed, and one more as a guest out of habit.
        await shop.ExecuteAsync("INSERT INTO Customers (CustomerId, Email, Tier) VALUES (41, 'ann.smith@example.com', 'silver')");
        await shop.ExecuteAsync("UPDATE Orders SET CustomerId = 41 WHERE OrderId = 1");
        await shop.ExecuteAsync($"INSERT INTO Orders (OrderId, GuestEmail) VALUES (2, '{Ann}')");
        await shop.DrainAsync();
        Assert.Equal(["cust_41"], await shop.IdsAsync());

        // Another e-mail, then another key.
        await shop.ExecuteAsync("UPDATE Customers SET Email = 'ann@new.example' WHERE CustomerId = 41");
        await shop.DrainAsync();
        await shop.ExecuteAsync("UPDATE Customers SET CustomerId = 42, Tier = 'gold' WHERE CustomerId = 41");
        await shop.ExecuteAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (3, 42), (4, 41)");
        await shop.ExecuteAsync($"INSERT INTO Orders (OrderId, GuestEmail) VALUES (5, '{Ann}')");
        await shop.DrainAsync();

        Assert.Equal(["cust_42"], await shop.IdsAsync());
        var person = await shop.PersonAsync("cust_42");
        Assert.Equal("ann@new.example", person.Person.Email);
        Assert.Equal("gold", person.Person.Attributes["tier"].GetString());
        Assert.Equal(5, person.Person.Events);
        Assert.Contains("cust_41", person.Merged.Select(merged => merged.Id).Concat(person.Ids.Select(id => id.Id)));

        await shop.ExecuteAsync("DELETE FROM Customers WHERE CustomerId = 42");
        await shop.ExecuteAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (6, 42)");
        await shop.ExecuteAsync($"INSERT INTO Orders (OrderId, GuestEmail) VALUES (7, '{Ann}')");
        await shop.DrainAsync();

        Assert.Empty(await shop.IdsAsync());
        Assert.True((await shop.PersonAsync("cust_42")).Person.IsSuppressed);
        Assert.Equal(5, (await shop.Sandbox.StatsAsync(Stop)).Events);
        Assert.Equal(0, await shop.CountAsync("Message", "Status = 'dead'"));
    }

    [Theory]
    [InlineData(SqliteFaultShop.Name)]
    [InlineData(ServerFaultShop.Name)]
    public async Task Dispatchers_that_are_killed_while_guests_become_customers_leave_one_profile_each(string engine)
    {
        const int Customers = 10;
        await using var shop = await PeopleShop.OpenAsync(engine);
        await shop.Sandbox.SetFaultsAsync(new FaultSettings { Cut = 0.1, CutBefore = 0.1, ServerError = 0.1, Slow = 0.3, SlowMilliseconds = 50 }, Stop);
        var runs = Enumerable.Range(0, 3).Select(_ => shop.Fleet.Start()).ToList();
        var order = 0;
        for (var round = 0; round < 8; round++)
        {
            for (var customer = 1; customer <= Customers; customer++)
            {
                await shop.ExecuteAsync(round is 4 or 6
                    ? $"INSERT INTO Orders (OrderId, CustomerId) VALUES ({++order}, {100 + customer})"
                    : $"INSERT INTO Orders (OrderId, GuestEmail) VALUES ({++order}, 'p{customer}@example.com')");
                if (round == 2)
                {
                    await shop.ExecuteAsync($"INSERT INTO Customers (CustomerId, Email) VALUES ({100 + customer}, 'account{customer}@example.com')");
                    await shop.TellAsync("LinkGuest", ("Email", $"p{customer}@example.com"), ("PersonKey", $"{100 + customer}"));
                }
            }

            if (round is 3 or 5)
            {
                await runs[0].SignalAsync("KILL");
                runs.RemoveAt(0);
                runs.Add(shop.Fleet.Start());
            }

            await Task.Delay(300, Stop);
        }

        await shop.Sandbox.SetFaultsAsync(new FaultSettings(), Stop);
        await shop.DrainAsync();

        Assert.Equal(Enumerable.Range(101, Customers).Select(key => $"cust_{key}"), await shop.IdsAsync());
        for (var customer = 1; customer <= Customers; customer++)
        {
            var person = await shop.PersonAsync($"cust_{100 + customer}");
            Assert.Equal($"account{customer}@example.com", person.Person.Email);
            Assert.Equal(8, person.Person.Events);
        }

        Assert.Equal(0, await shop.CountAsync("Message", "Status = 'dead'"));
    }

    [Theory]
    [InlineData(SqliteFaultShop.Name)]
    [InlineData(ServerFaultShop.Name)]
    public async Task Who_is_forgotten_while_requests_are_under_way_is_gone_everywhere(string engine)
    {
        await using var shop = await PeopleShop.OpenAsync(engine);
        shop.Fleet.Start();
        await shop.ExecuteAsync("INSERT INTO Customers (CustomerId, Email, Tier) VALUES (7701, 'ann.smith@example.com', 'gold')");
        await shop.ExecuteAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (1, 7701)");
        await shop.DrainAsync();

        await shop.Sandbox.SetFaultsAsync(new FaultSettings { Slow = 1, SlowMilliseconds = 1_500 }, Stop);
        var requests = (await shop.Sandbox.StatsAsync(Stop)).Requests;
        await shop.ExecuteAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (2, 7701), (3, 7701)");
        var since = Stopwatch.GetTimestamp();
        while ((await shop.Sandbox.StatsAsync(Stop)).Requests == requests)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(30), "no request starts");
            await Task.Delay(20, Stop);
        }

        await shop.TellAsync("ForgetPerson", ("PersonKey", "7701"));
        await shop.ExecuteAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (4, 7701)");
        await shop.Sandbox.SetFaultsAsync(new FaultSettings(), Stop);
        await shop.DrainAsync();
        await shop.ExecuteAsync("INSERT INTO Orders (OrderId, CustomerId) VALUES (5, 7701)");
        await shop.DrainAsync();

        Assert.Empty(await shop.IdsAsync());
        Assert.True((await shop.PersonAsync("cust_7701")).Person.IsSuppressed);
        Assert.Equal(0, await shop.CountAsync(
            "Message", "PersonKey IS NOT NULL OR PersonId IS NOT NULL OR EventId IS NOT NULL OR Captured IS NOT NULL OR Properties IS NOT NULL"));
        Assert.Equal(0, await shop.CountAsync("Person", "1 = 1"));
        Assert.Equal(1, await shop.CountAsync("Removal", $"Kind = 'forget' AND PersonHash = '{PersonHash.Of(PeopleShop.Source, "cust_7701")}'"));
    }
}
