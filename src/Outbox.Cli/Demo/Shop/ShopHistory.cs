using Outbox.Cli.Demo.Shop.Deeds;

namespace Outbox.Cli.Demo.Shop;

/// <summary>The shop's years before the outbox: customers, old orders, subscriptions, carts, wishes.</summary>
internal static class ShopHistory
{
    private const int Customers = 70;
    private const int Testers = 3;
    private const int Leavers = 4;

    /// <summary>Loads a desk's share, in one transaction.</summary>
    public static async Task LoadAsync(Desk desk, CancellationToken cancellationToken)
    {
        await desk.LoadAsync(shop => LoadCustomersAsync(desk, shop), cancellationToken);
        await desk.LoadAsync(
            async shop =>
            {
                var regulars = desk.Customers.FindAll(c => c is { IsTest: false, IsLeaver: false });
                foreach (var customer in regulars.Take(12))
                {
                    await UsedUpOrders.WriteAsync(desk, shop, customer);
                }

                foreach (var customer in desk.Customers.Where(c => c.IsLeaver).Concat(regulars.Skip(30)))
                {
                    await OldOrders.WriteAsync(desk, shop, customer);
                }

                foreach (var customer in regulars.Skip(5).Take(16))
                {
                    await SubscribeAsync(desk, shop, customer);
                }

                foreach (var customer in regulars.Skip(10).Take(10))
                {
                    await FillCartAsync(desk, shop, customer);
                }

                for (var i = 0; i < 10; i++)
                {
                    await JoinWaitlist.JoinAsync(desk, shop);
                }
            },
            cancellationToken);
    }

    private static Task LoadCustomersAsync(Desk desk, ShopTransaction shop) => SignUp.AddAsync(
        desk,
        shop,
        [.. Enumerable.Range(0, Customers).Select(i => SignUp.Invent(desk, isTest: i < Testers, isLeaver: i is >= Testers and < Testers + Leavers))]);

    private static async Task SubscribeAsync(Desk desk, ShopTransaction shop, Customer customer)
    {
        var product = desk.Pick(desk.Catalogue.Consumed);
        var interval = desk.Pick([14, 28, 42]);
        var plan = $"{product.Category} every {interval} days";
        var price = Currency.Usd.Payable(product.ListPrice * 0.9m);
        var startedAt = desk.Clock.Next().AddDays(-desk.Random.Next(30, 300));
        var id = await shop.InsertAsync(
            """
            INSERT INTO Subscriptions (CustomerId, ProductId, PlanName, State, IntervalDays, Price, CurrencyCode, StartedAtUtc)
            VALUES (@CustomerId, @ProductId, @Plan, 'Active', @Interval, @Price, 'USD', @StartedAt)
            """,
            "SubscriptionId",
            new { customer.CustomerId, product.ProductId, Plan = plan, Interval = interval, Price = price, StartedAt = startedAt });
        var subscription = new Subscription
        {
            SubscriptionId = id,
            Customer = customer,
            PlanName = plan,
            IntervalDays = interval,
            Price = price,
            StartedAt = startedAt,
        };
        desk.Subscriptions.Add(subscription);
        customer.Subscriptions.Add(subscription);
    }

    private static async Task FillCartAsync(Desk desk, ShopTransaction shop, Customer customer)
    {
        var products = desk.Catalogue.ForCarts.ToArray();
        desk.Random.Shuffle(products);
        var lines = products.Take(desk.Random.Next(1, 3)).Select(p => (Product: p, Quantity: desk.Random.Next(1, 5))).ToList();
        var cart = new Cart(AbandonCart.NewId(desk.Random), customer, lines);
        await shop.ExecuteAsync(
            "INSERT INTO Carts (CartId, CustomerId, State, LastActivityAtUtc) VALUES (@CartId, @CustomerId, 'Open', @At)",
            new { cart.CartId, customer.CustomerId, At = desk.Clock.Next() });
        await shop.InsertRowsAsync(
            "INSERT INTO CartLines (CartId, ProductId, Quantity, UnitPrice)",
            lines.Select(l => new object?[] { cart.CartId, l.Product.ProductId, l.Quantity, l.Product.ListPrice }));
        desk.Carts.Add(cart);
    }
}
