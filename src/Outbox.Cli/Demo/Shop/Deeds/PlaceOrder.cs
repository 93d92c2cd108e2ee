namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>A customer orders on the web or by phone: header, lines, totals. Paid later.</summary>
internal sealed class PlaceOrder : IDeed
{
    public Task PlayAsync(Desk desk, CancellationToken cancellationToken) =>
        PlaceAsync(desk, desk.AnyCustomer(), null, cancellationToken);

    /// <summary>Places an order for somebody.</summary>
    public static Task PlaceAsync(Desk desk, Customer? customer, string? guestEmail, CancellationToken cancellationToken) =>
        desk.CommitAsync(
            async shop =>
            {
                var order = OrderComposer.Compose(desk, customer, guestEmail, desk.Random.Next(5) == 0 ? "phone" : "web");
                await OrderWriting.PlaceAsync(shop, order);
                shop.Touches(customer);
                shop.Then(() => desk.Open.Add(order));
            },
            cancellationToken);
}
