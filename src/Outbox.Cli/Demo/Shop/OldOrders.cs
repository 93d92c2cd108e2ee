using System.Globalization;

namespace Outbox.Cli.Demo.Shop;

/// <summary>Orders completed long ago, nothing of which falls due during the play.</summary>
internal static class OldOrders
{
    /// <summary>Days without an order after which a customer is said to have lapsed.</summary>
    public const int LapsedDays = 90;

    private const int MarginDays = 10;

    public static async Task WriteAsync(Desk desk, ShopTransaction shop, Customer customer)
    {
        var products = desk.Catalogue.Sold.ToArray();
        desk.Random.Shuffle(products);

        // No product twice: the view of what is used up looks at the last purchase of each.
        foreach (var pair in products.Take(2 * desk.Random.Next(1, 3)).Chunk(2))
        {
            OrderLine[] lines = [.. pair.Select((p, i) => new OrderLine(i + 1, p, desk.Random.Next(1, 3), p.ListPrice))];
            var age = desk.Random.Next(20, 400);
            while (Math.Abs(age - LapsedDays) <= 1 || lines.Any(l => l.Product.ConsumptionDays is { } days && Math.Abs(age - (l.Quantity * days)) <= MarginDays))
            {
                age += MarginDays;
            }

            await WriteAsync(desk, shop, customer, lines, Midday(desk, age));
        }
    }

    /// <summary>Twelve o'clock UTC, some days ago.</summary>
    public static DateTime Midday(Desk desk, int daysAgo) => desk.Clock.Next().Date.AddDays(-daysAgo).AddHours(12);

    /// <summary>Writes a completed order.</summary>
    public static async Task WriteAsync(
        Desk desk, ShopTransaction shop, Customer customer, IReadOnlyList<OrderLine> lines, DateTime completedAt)
    {
        var order = new Order
        {
            Number = string.Create(CultureInfo.InvariantCulture, $"CS-{desk.NextSerial():D7}"),
            Customer = customer,
            Channel = "web",
            Currency = Currency.Usd,
            Lines = lines,
            Subtotal = Currency.Usd.Payable(lines.Sum(l => l.Quantity * l.UnitPrice)),
            PlacedAtLocal = ShopClock.OnTheWall(completedAt.AddHours(-2)),
            CompletedAt = completedAt,
        };
        await OrderWriting.SellAsync(shop, order);
        customer.CompletedOrders.Add(order);
    }
}
