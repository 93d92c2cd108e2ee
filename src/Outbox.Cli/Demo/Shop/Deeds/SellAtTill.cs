namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>A till writes an order that is paid from its first statement on; its lines come after the header.</summary>
internal sealed class SellAtTill : IDeed
{
    public Task PlayAsync(Desk desk, CancellationToken cancellationToken) => desk.CommitAsync(
        async shop =>
        {
            var order = OrderComposer.Compose(desk, desk.AnyCustomer(), null, "store");
            var at = desk.Clock.Next();
            order.CompletedAt = at;
            await OrderWriting.SellAsync(shop, order);
            desk.Completes(shop, [order], at);
        },
        cancellationToken);
}
