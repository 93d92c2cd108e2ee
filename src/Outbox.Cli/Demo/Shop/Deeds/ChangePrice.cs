namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>A price goes down, or up, which is no news for a wish list.</summary>
internal sealed class ChangePrice : IDeed
{
    public Task PlayAsync(Desk desk, CancellationToken cancellationToken) => desk.CommitAsync(
        async shop =>
        {
            var product = desk.Pick(desk.Catalogue.Awaited);
            var at = desk.Clock.Next();
            var oldPrice = product.ListPrice;
            var newPrice = Math.Round(oldPrice * (desk.Random.Next(3) == 0 ? 1.2m : 0.85m), 4);
            await shop.ExecuteAsync(
                "UPDATE Products SET ListPrice = @Price WHERE ProductId = @ProductId", new { Price = newPrice, product.ProductId });
            var id = await shop.InsertAsync(
                "INSERT INTO PriceHistory (ProductId, OldPrice, NewPrice, ChangedAtUtc) VALUES (@ProductId, @Old, @New, @At)",
                "PriceHistoryId",
                new { product.ProductId, Old = oldPrice, New = newPrice, At = at });
            shop.Then(() =>
            {
                product.ListPrice = newPrice;
                desk.Journal.Add(new PriceChange(id, product, oldPrice, newPrice, at));
            });
        },
        cancellationToken);
}
