namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>An order is canceled before it was paid: nothing is told.</summary>
internal sealed class CancelOrder : IDeed
{
    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        foreach (var order in Desk.Take(desk.Open, 1))
        {
            await desk.CommitAsync(
                async shop =>
                {
                    await shop.ExecuteAsync(
                        $"UPDATE Orders SET Status = 'Canceled', CanceledAtUtc = {shop.NowUtc} WHERE OrderId = @OrderId",
                        new { order.OrderId });
                    shop.Touches(order.Customer);
                },
                cancellationToken);
        }
    }
}
