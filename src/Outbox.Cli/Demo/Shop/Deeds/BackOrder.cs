using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>Something that was sold is not here; now and then it comes later.</summary>
internal sealed class BackOrder : IDeed
{
    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        if (desk.Refundable.Count == 0)
        {
            return;
        }

        var order = desk.Pick(desk.Refundable);
        var line = desk.Pick(order.Lines);
        var id = 0L;
        await desk.CommitAsync(
            async shop =>
            {
                var at = desk.Clock.Next();
                var expectedOn = desk.Random.Next(3) == 0 ? (DateTime?)null : at.Date.AddDays(desk.Random.Next(2, 20));
                id = await shop.InsertAsync(
                    """
                    INSERT INTO Backorders (OrderId, ProductId, Quantity, ExpectedOn, FoundAtUtc)
                    VALUES (@OrderId, @ProductId, @Quantity, @ExpectedOn, @At)
                    """,
                    "BackorderId",
                    new { order.OrderId, line.Product.ProductId, line.Quantity, ExpectedOn = expectedOn, At = at });
                desk.Tell(shop, order, OrderFacts.BackOrdered(id, order, line, expectedOn, at));
                shop.Touches(order.Customer);
                shop.Then(() => order.Customer?.Backorders.Add(id));
            },
            cancellationToken);
        if (desk.Random.Next(2) == 0)
        {
            await desk.CommitAsync(
                async shop =>
                {
                    await shop.ExecuteAsync(
                        $"UPDATE Backorders SET ResolvedAtUtc = {shop.NowUtc} WHERE BackorderId = @Id", new { Id = id });
                    shop.Touches(order.Customer);
                    shop.Then(() => order.Customer?.Backorders.Remove(id));
                },
                cancellationToken);
        }
    }
}
