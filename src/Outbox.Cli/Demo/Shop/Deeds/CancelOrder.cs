using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>An order is canceled before it was paid.</summary>
internal sealed class CancelOrder : IDeed
{
    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        foreach (var order in Desk.Take(desk.Open, 1))
        {
            await desk.CommitAsync(
                async shop =>
                {
                    var at = desk.Clock.Next();
                    await shop.ExecuteAsync(
                        "UPDATE Orders SET Status = 'Canceled', CanceledAtUtc = @At WHERE OrderId = @OrderId",
                        new { At = at, order.OrderId });
                    desk.Tell(shop, order, OrderFacts.Canceled(order, at));
                    shop.Touches(order.Customer);
                    shop.Then(() => order.Customer?.CanceledAt.Add(at));
                },
                cancellationToken);
        }
    }
}
