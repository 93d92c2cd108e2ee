namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>Somebody wants to be told when a product is back, and wishes for it besides.</summary>
internal sealed class JoinWaitlist : IDeed
{
    public Task PlayAsync(Desk desk, CancellationToken cancellationToken) =>
        desk.CommitAsync(shop => JoinAsync(desk, shop), cancellationToken);

    /// <summary>Writes both wishes.</summary>
    public static async Task JoinAsync(Desk desk, ShopTransaction shop)
    {
        var customer = desk.AnyCustomer();
        var product = desk.Pick(desk.Catalogue.Awaited);
        var at = desk.Clock.Next();
        var parameters = new { customer.CustomerId, product.ProductId, At = at };
        var waitlistId = await shop.InsertAsync(
            "INSERT INTO Waitlist (CustomerId, ProductId, RequestedAtUtc) VALUES (@CustomerId, @ProductId, @At)", "WaitlistId", parameters);
        var wishlistId = await shop.InsertAsync(
            "INSERT INTO Wishlist (CustomerId, ProductId, AddedAtUtc) VALUES (@CustomerId, @ProductId, @At)", "WishlistId", parameters);
        shop.Then(() =>
        {
            desk.Journal.Add(new WaitlistEntry(waitlistId, customer, product, at));
            desk.Journal.Add(new Wish(wishlistId, customer, product, at));
        });
    }
}
