using Outbox.Contract.Tests.Engines;
using Outbox.Core.People;

namespace Outbox.Contract.Tests.Behaviour.Attributes;

/// <summary>An opt-out made at Customer.io stays, whatever the shop sends of the person afterwards.</summary>
public abstract class OptOutContract(ContractEngine engine) : SandboxContract(engine)
{
    private const string People =
        """
        people:
          table: Customers
          id: { column: CustomerId, prefix: cust_ }
          attributes: { email: { column: Email, as: email }, tier: Tier, unsubscribed: { column: Note, as: boolean } }
          deleted: { when: { column: DeletedAt, becomes: not_null }, then: suppress }
        """;

    [Fact]
    public async Task Who_unsubscribed_at_Customer_io_stays_unsubscribed_when_the_shop_changes_something_else()
    {
        await BeginAsync();
        Assert.Null(await AttributeAsync("cust_1", "unsubscribed"));

        await ClickUnsubscribeAsync();
        await ShopAsync("UPDATE Customers SET Tier = 'iron' WHERE CustomerId = 1");
        await DrainedAsync();
        Assert.Equal("\"iron\"", await AttributeAsync("cust_1", "tier"));
        Assert.Equal("true", await AttributeAsync("cust_1", "unsubscribed"));

        Assert.Equal(1, await Shop.Upkeep.ResyncAsync("1", execute: true, Stop));
        await DrainedAsync();
        Assert.Equal("true", await AttributeAsync("cust_1", "unsubscribed"));
    }

    [Fact]
    public async Task A_change_in_the_shop_travels_either_way_and_NULL_says_nothing()
    {
        await BeginAsync();
        await ShopAsync("UPDATE Customers SET Note = '1' WHERE CustomerId = 1");
        await DrainedAsync();
        Assert.Equal("true", await AttributeAsync("cust_1", "unsubscribed"));

        await ShopAsync("UPDATE Customers SET Note = NULL, Tier = 'lead' WHERE CustomerId = 1");
        await DrainedAsync();
        Assert.Equal("\"lead\"", await AttributeAsync("cust_1", "tier"));
        Assert.Equal("true", await AttributeAsync("cust_1", "unsubscribed"));

        await ShopAsync("UPDATE Customers SET Note = '0' WHERE CustomerId = 1");
        await DrainedAsync();
        Assert.Equal("false", await AttributeAsync("cust_1", "unsubscribed"));

        // It was accepted; what the person says afterwards is newer.
        await ClickUnsubscribeAsync();
        await ShopAsync("UPDATE Customers SET Note = NULL WHERE CustomerId = 1");
        await ShopAsync("UPDATE Customers SET Note = '0', Tier = 'iron' WHERE CustomerId = 1");
        await DrainedAsync();
        Assert.Equal("\"iron\"", await AttributeAsync("cust_1", "tier"));
        Assert.Equal("true", await AttributeAsync("cust_1", "unsubscribed"));
    }

    [Fact]
    public async Task On_the_first_contact_an_opt_out_goes_and_its_absence_does_not()
    {
        await MigrateAsync("", People);
        await ShopAsync("INSERT INTO Customers (CustomerId, Note) VALUES (1, '1'), (2, '0')");
        await StartAsync();
        await DrainedAsync();
        Assert.Equal("true", await AttributeAsync("cust_1", "unsubscribed"));
        Assert.Null(await AttributeAsync("cust_2", "unsubscribed"));

        // Whoever comes back after a removal is met for the first time.
        await ShopAsync("UPDATE Customers SET DeletedAt = '2026-11-23 10:00:00'");
        await DrainedAsync();
        await ShopAsync("UPDATE Customers SET DeletedAt = NULL, Note = CASE Note WHEN '1' THEN '0' ELSE '1' END");
        await UntilAsync(async () => await AttributeAsync("cust_2", "unsubscribed") == "true");
        await DrainedAsync();
        Assert.Null(await AttributeAsync("cust_1", "unsubscribed"));
    }

    [Fact]
    public async Task A_value_that_is_neither_true_nor_false_is_a_fault_and_is_not_sent()
    {
        await MigrateAsync("", People.Replace("{ column: Note, as: boolean }", "Tier", StringComparison.Ordinal));
        await ShopAsync("INSERT INTO Customers (CustomerId, Tier) VALUES (1, 'yes')");
        await StartAsync();
        await DrainedAsync();
        Assert.Equal("true", await AttributeAsync("cust_1", "unsubscribed"));

        await ShopAsync("UPDATE Customers SET Tier = 'gone' WHERE CustomerId = 1");
        await DrainedAsync();
        Assert.Equal("true", await AttributeAsync("cust_1", "unsubscribed"));
        Assert.Equal(
            ["OBX404 unsubscribed the value is none of 1, 0, true, false, yes, no, y, n, t, f"], await FaultLinesAsync());
    }

    [Fact]
    public async Task Of_the_topics_that_the_shop_knows_each_travels_when_it_changes()
    {
        await MigrateAsync("", People.Replace(
            "unsubscribed: { column: Note, as: boolean }", "cio_subscription_preferences: { column: Note, as: json }", StringComparison.Ordinal));
        await ShopAsync("""INSERT INTO Customers (CustomerId, Note) VALUES (1, '{"topics":{"topic_1":true,"topic_2":false}}')""");
        await StartAsync();
        await DrainedAsync();
        Assert.Equal("""{"topics":{"topic_2":false}}""", await AttributeAsync("cust_1", "cio_subscription_preferences"));

        await SayAsync("cust_1", """{"cio_subscription_preferences.topics.topic_1":false}""");
        await ShopAsync("""UPDATE Customers SET Note = '{"topics":{"topic_1":true,"topic_2":true}}' WHERE CustomerId = 1""");
        await DrainedAsync();
        Assert.Equal("""{"topics":{"topic_1":false,"topic_2":true}}""", await SortedAsync());

        await ShopAsync("""UPDATE Customers SET Note = '{"topics":{"topic_1":"perhaps","topic_2":true}}' WHERE CustomerId = 1""");
        await DrainedAsync();
        Assert.Equal("""{"topics":{"topic_1":false,"topic_2":true}}""", await SortedAsync());
        Assert.Equal(
            ["OBX404 cio_subscription_preferences what stands under topics and channels is true or false"], await FaultLinesAsync());
    }

    [Fact]
    public async Task A_guest_who_unsubscribed_is_unsubscribed_as_a_customer()
    {
        await MigrateAsync(
            "events: { ordered: { table: Orders, id: OrderId, person: CustomerId, when: inserted, properties: { order_id: OrderId } } }",
            People + "\n  guests: { table: Orders, when_null: CustomerId, email: GuestEmail }");
        await ShopAsync("INSERT INTO Orders (OrderId, GuestEmail) VALUES (1, 'ann@example.com')");
        await StartAsync(options => options.MergeDelay = TimeSpan.FromMilliseconds(300));
        await DrainedAsync();
        await SayAsync(GuestId.Derive("contract", "ann@example.com"), """{"unsubscribed":true}""");

        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Note) VALUES (42, 'ann@example.com', '0')");
        await ShopAsync(Shop.Tell("LinkGuest", ("Email", "ann@example.com"), ("PersonKey", "42")));
        await DrainedAsync();
        await ShopAsync("UPDATE Customers SET Tier = 'iron' WHERE CustomerId = 42");
        await DrainedAsync();
        Assert.Equal("\"iron\"", await AttributeAsync("cust_42", "tier"));
        Assert.Equal("true", await AttributeAsync("cust_42", "unsubscribed"));
        Assert.Equal(1, (await Sandbox.StatsAsync(Stop)).People);
    }

    [Fact]
    public async Task Of_two_accounts_that_are_merged_an_opt_out_of_either_stays()
    {
        await MigrateAsync("", People);
        await ShopAsync("INSERT INTO Customers (CustomerId, Note) VALUES (41, '1'), (42, '1')");
        await StartAsync(options => options.MergeDelay = TimeSpan.FromMilliseconds(300));
        await DrainedAsync();
        await ShopAsync("UPDATE Customers SET Note = '0' WHERE CustomerId = 42");
        await DrainedAsync();
        Assert.Equal("false", await AttributeAsync("cust_42", "unsubscribed"));

        await ShopAsync(Shop.Tell("MergePeople", ("FromKey", "41"), ("IntoKey", "42")));
        await DrainedAsync();
        Assert.Equal("true", await AttributeAsync("cust_42", "unsubscribed"));
        Assert.Equal(1, (await Sandbox.StatsAsync(Stop)).People);
    }

    private async Task BeginAsync()
    {
        await MigrateAsync("", People);
        await ShopAsync("INSERT INTO Customers (CustomerId, Email, Tier, Note) VALUES (1, 'ann@example.com', 'gold', '0')");
        await StartAsync();
        await DrainedAsync();
    }

    private Task ClickUnsubscribeAsync() => SayAsync("cust_1", """{"unsubscribed":true}""");

    /// <summary>The topics in order, whatever order the sandbox got them in.</summary>
    private async Task<string> SortedAsync()
    {
        using var value = System.Text.Json.JsonDocument.Parse((await AttributeAsync("cust_1", "cio_subscription_preferences"))!);
        var topics = value.RootElement.GetProperty("topics").EnumerateObject().OrderBy(t => t.Name, StringComparer.Ordinal);
        return $$$"""{"topics":{{{{string.Join(',', topics.Select(t => $"\"{t.Name}\":{t.Value.GetRawText()}"))}}}}}""";
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteOptOuts() : OptOutContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerOptOuts() : OptOutContract(new SqlServerEngine());
