namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>The bank's file is in: several orders are paid by one statement.</summary>
internal sealed class CompleteOrders : IDeed
{
    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        var orders = Desk.Take(desk.Open, desk.Random.Next(1, 7));
        if (orders.Count == 0)
        {
            return;
        }

        await desk.CommitAsync(
            async shop =>
            {
                var at = desk.Clock.Next();
                await shop.ExecuteAsync(
                    "UPDATE Orders SET Status = 'Completed', CompletedAtUtc = @At WHERE OrderId IN @Ids",
                    new { At = at, Ids = orders.Select(o => o.OrderId) });
                desk.Completes(shop, orders, at);
            },
            cancellationToken);
    }
}
