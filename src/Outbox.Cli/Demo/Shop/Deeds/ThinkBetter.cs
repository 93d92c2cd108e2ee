namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>Transactions that are rolled back: nobody must hear of them.</summary>
internal sealed class ThinkBetter : IDeed
{
    public Task PlayAsync(Desk desk, CancellationToken cancellationToken) => desk.RollBackAsync(
        async shop =>
        {
            var order = OrderComposer.Compose(desk, desk.AnyCustomer(), null, "store");
            order.CompletedAt = desk.Clock.Next();
            await OrderWriting.SellAsync(shop, order);
            if (desk.Refundable.Count > 0)
            {
                await RefundOrder.RefundAsync(desk, shop, desk.Pick(desk.Refundable));
            }

            if (desk.Subscriptions.Count > 0)
            {
                await CancelSubscriptions.CancelAsync(desk, shop, [desk.Subscriptions[0]]);
            }
        },
        cancellationToken);
}
