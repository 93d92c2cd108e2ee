namespace Outbox.Cli.Demo.Shop;

/// <summary>Orders of consumables that were used up yesterday.</summary>
internal static class UsedUpOrders
{
    public static async Task WriteAsync(Desk desk, ShopTransaction shop, Customer customer)
    {
        var product = desk.Pick(desk.Catalogue.Consumed);
        var quantity = desk.Random.Next(1, 3);

        // Yesterday at noon: due today, and still if midnight falls into the play.
        var orderedAt = OldOrders.Midday(desk, 1 + (quantity * product.ConsumptionDays!.Value));
        await OldOrders.WriteAsync(desk, shop, customer, [new OrderLine(1, product, quantity, product.ListPrice)], orderedAt);
        shop.Then(() =>
        {
            customer.DueProducts.Add(product.ProductId);
            desk.Journal.Add(new UsedUp(customer, product, quantity, orderedAt));
        });
    }
}
