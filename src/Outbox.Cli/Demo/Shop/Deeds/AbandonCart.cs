using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>A cart is left, taken up again and left once more; one of somebody not signed in is left too.</summary>
internal sealed class AbandonCart : IDeed
{
    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        if (desk.Carts.Count == 0)
        {
            return;
        }

        var cart = desk.Pick(desk.Carts);
        await LeaveAsync(desk, cart, cancellationToken);
        await desk.CommitAsync(
            shop => shop.ExecuteAsync(
                "UPDATE Carts SET State = 'Open', LastActivityAtUtc = @At WHERE CartId = @CartId",
                new { At = desk.Clock.Next(), cart.CartId }),
            cancellationToken);
        await LeaveAsync(desk, cart, cancellationToken);
        await desk.CommitAsync(
            shop => shop.ExecuteAsync(
                "INSERT INTO Carts (CartId, CustomerId, State, LastActivityAtUtc) VALUES (@CartId, NULL, 'Abandoned', @At)",
                new { CartId = NewId(desk.Random), At = desk.Clock.Next() }),
            cancellationToken);
    }

    /// <summary>A cart's id, of the play's own chance.</summary>
    public static Guid NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static Task LeaveAsync(Desk desk, Cart cart, CancellationToken cancellationToken) => desk.CommitAsync(
        async shop =>
        {
            var at = desk.Clock.Next();
            await shop.ExecuteAsync(
                "UPDATE Carts SET State = 'Open', LastActivityAtUtc = @At WHERE CartId = @CartId", new { At = at, cart.CartId });
            await shop.ExecuteAsync("UPDATE Carts SET State = 'Abandoned' WHERE CartId = @CartId", new { cart.CartId });
            shop.Brings(CartFacts.Abandoned(cart, at));
        },
        cancellationToken);
}
