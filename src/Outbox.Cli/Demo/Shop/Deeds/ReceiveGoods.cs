namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>The warehouse takes in what somebody waits for.</summary>
internal sealed class ReceiveGoods : IDeed
{
    public Task PlayAsync(Desk desk, CancellationToken cancellationToken) => desk.CommitAsync(
        async shop =>
        {
            var product = desk.Pick(desk.Catalogue.Awaited);
            var at = desk.Clock.Next();
            const int Quantity = 48;
            var id = await shop.InsertAsync(
                "INSERT INTO Restocks (ProductId, Quantity, RestockedAtUtc) VALUES (@ProductId, @Quantity, @At)",
                "RestockId",
                new { product.ProductId, Quantity, At = at });
            await shop.ExecuteAsync(
                "UPDATE Products SET StockOnHand = StockOnHand + @Quantity WHERE ProductId = @ProductId",
                new { Quantity, product.ProductId });
            shop.Then(() => desk.Journal.Add(new Restock(id, product, at)));
        },
        cancellationToken);
}
