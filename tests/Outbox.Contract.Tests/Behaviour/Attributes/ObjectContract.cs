using Outbox.Contract.Tests.Engines;
using Outbox.Sandbox.Query;

namespace Outbox.Contract.Tests.Behaviour.Attributes;

/// <summary>Things that people have to do with.</summary>
public abstract class ObjectContract(ContractEngine engine) : SandboxContract(engine)
{
    private const string People = "people: { table: Customers, id: { column: CustomerId, prefix: cust_ }, attributes: { tier: Tier } }";

    private const string Products =
        """
        objects:
          product:
            type: 1
            table: Products
            id: Sku
            where: { Category: not_null }
            attributes: { category: Category, price_cents: { column: Price, as: cents, currency: USD } }
            view: { name: Stock, on: Sku }
            touched_by:
              - { table: StockMoves, object: Sku }
            people:
              - { table: Wishes, view: WishesNow, object: Sku, person: CustomerId }
        """;

    [Fact]
    public async Task A_product_is_identified_with_what_is_computed_and_follows_its_tables()
    {
        await ShopAsync();
        await MigrateAsync(Products, People);
        await ShopAsync("INSERT INTO Products (Sku, Category, Price) VALUES ('beans', 'Coffee', 12.5), ('hidden', NULL, 1)");
        await StartAsync();
        await DrainedAsync();

        var beans = Assert.Single(await ObjectsAsync());
        Assert.Equal(("1", "beans"), (beans.Type, beans.Id));
        Assert.Equal("1250", beans.Attributes["price_cents"].GetRawText());
        Assert.False(beans.Attributes.ContainsKey("margin_band"));

        await ShopAsync("INSERT INTO StockMoves (MoveId, Sku, Quantity) VALUES (1, 'beans', 40)");
        await DrainedAsync();
        Assert.Equal("\"high\"", Assert.Single(await ObjectsAsync()).Attributes["margin_band"].GetRawText());
        Assert.Equal("40", Assert.Single(await ObjectsAsync()).Attributes["stock_on_hand"].GetRawText());

        // Nothing of it changed: no request.
        var items = (await Sandbox.StatsAsync(Stop)).Items;
        await ShopAsync("UPDATE Products SET Price = 12.50 WHERE Sku = 'beans'");
        await DrainedAsync();
        Assert.Equal(items, (await Sandbox.StatsAsync(Stop)).Items);

        // No longer one to send, then gone.
        await ShopAsync("UPDATE Products SET Category = NULL WHERE Sku = 'beans'");
        await ShopAsync("DELETE FROM Products WHERE Sku = 'hidden'");
        await DrainedAsync();
        Assert.Empty(await ObjectsAsync());
        Assert.Equal(0, (await Sandbox.StatsAsync(Stop)).Ignored);
        Assert.Equal(0, (await Sandbox.StatsAsync(Stop)).People);
    }

    [Fact]
    public async Task People_are_related_as_the_shop_has_it_now_and_after_they_are_known()
    {
        await ShopAsync();
        await MigrateAsync(Products, People);
        await ShopAsync("INSERT INTO Customers (CustomerId, Tier) VALUES (1, 'gold'), (2, 'iron')");
        await ShopAsync("INSERT INTO Products (Sku, Category) VALUES ('beans', 'Coffee'), ('mug', 'Ware')");
        await ShopAsync("INSERT INTO Wishes (WishId, CustomerId, Sku, IsGone) VALUES (1, 1, 'beans', 0), (2, 1, 'mug', 0), (3, 2, 'beans', 0), (4, NULL, 'beans', 0)");
        await StartAsync();
        await DrainedAsync();
        Assert.Equal(["1:beans", "1:mug"], await RelatedAsync("cust_1"));
        Assert.Equal(["1:beans"], await RelatedAsync("cust_2"));
        Assert.Equal(["cust_1", "cust_2"], (await ObjectsAsync()).Single(o => o.Id == "beans").People.Order(StringComparer.Ordinal));
        Assert.Equal(2, (await Sandbox.StatsAsync(Stop)).PeopleCreated);
        Assert.Equal("identify", (await HistoryAsync("cust_1"))[0].GetProperty("action").GetString());

        // By a flag, by a change of the key, by a deletion; a second wish for the same keeps the relation.
        await ShopAsync("INSERT INTO Wishes (WishId, CustomerId, Sku, IsGone) VALUES (5, 2, 'beans', 0)");
        await ShopAsync("UPDATE Wishes SET IsGone = 1 WHERE WishId = 1");
        await ShopAsync("UPDATE Wishes SET CustomerId = 2 WHERE WishId = 2");
        await ShopAsync("DELETE FROM Wishes WHERE WishId = 3");
        await DrainedAsync();
        Assert.Empty(await RelatedAsync("cust_1"));
        Assert.Equal(["1:beans", "1:mug"], await RelatedAsync("cust_2"));
        Assert.Equal("0", Assert.Single(await Shop.ColumnAsync($"SELECT COUNT(*) FROM {Shop.Own("Message")} WHERE Status = 'dead'")));
    }

    [Fact]
    public async Task A_subscription_relates_its_own_customer()
    {
        await ShopAsync("CREATE TABLE Subscriptions (SubscriptionId int NOT NULL PRIMARY KEY, CustomerId int NOT NULL, State varchar(10) NOT NULL)");
        await MigrateAsync(
            """
            objects:
              subscription:
                type: 2
                table: Subscriptions
                id: { column: SubscriptionId, prefix: sub_ }
                attributes: { subscription_state: State }
                people:
                  - { table: Subscriptions, object: SubscriptionId, person: CustomerId }
            """,
            People);
        await ShopAsync("INSERT INTO Customers (CustomerId) VALUES (1)");
        await ShopAsync("INSERT INTO Subscriptions (SubscriptionId, CustomerId, State) VALUES (7, 1, 'active')");
        await StartAsync();
        await DrainedAsync();
        Assert.Equal(["2:sub_7"], await RelatedAsync("cust_1"));
        await ShopAsync("UPDATE Subscriptions SET State = 'paused'");
        await DrainedAsync();
        var subscription = Assert.Single(await ObjectsAsync());
        Assert.Equal("\"paused\"", subscription.Attributes["subscription_state"].GetRawText());
        Assert.Equal(["cust_1"], subscription.People);

        await ShopAsync("DELETE FROM Subscriptions");
        await DrainedAsync();
        Assert.Empty(await ObjectsAsync());
        Assert.Empty(await RelatedAsync("cust_1"));
    }

    private async Task ShopAsync()
    {
        await ShopAsync("CREATE TABLE StockMoves (MoveId int NOT NULL PRIMARY KEY, Sku nvarchar(20) NOT NULL, Quantity int NOT NULL)");
        await ShopAsync("CREATE TABLE Wishes (WishId int NOT NULL PRIMARY KEY, CustomerId int NULL, Sku nvarchar(20) NOT NULL, IsGone int NOT NULL)");
        await ShopAsync("CREATE VIEW Stock AS SELECT Sku, SUM(Quantity) AS stock_on_hand, CASE WHEN SUM(Quantity) > 10 THEN 'high' ELSE 'low' END AS margin_band FROM StockMoves GROUP BY Sku");
        await ShopAsync("CREATE VIEW WishesNow AS SELECT CustomerId, Sku FROM Wishes WHERE IsGone = 0");
    }

    private async Task<IReadOnlyList<ObjectEntry>> ObjectsAsync() => await Sandbox.ObjectsAsync(cancellationToken: Stop).ToListAsync(Stop);

    private async Task<IReadOnlyList<string>> RelatedAsync(string person) =>
        [.. (await Sandbox.PersonAsync(person, cancellationToken: Stop))!.Objects.Order(StringComparer.Ordinal)];
}

/// <summary>On SQLite.</summary>
public sealed class SqliteObjects() : ObjectContract(new SqliteEngine());

/// <summary>On SQL Server.</summary>
public sealed class SqlServerObjects() : ObjectContract(new SqlServerEngine());
