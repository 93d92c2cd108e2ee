using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>A bank takes the money back. The row knows the order, not the buyer.</summary>
internal sealed class ChargeBack : IDeed
{
    private static readonly string[] Reasons = ["fraud", "not received", "not as described"];

    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        if (desk.Refundable.Count == 0)
        {
            return;
        }

        var order = desk.Pick(desk.Refundable);
        desk.Refundable.Remove(order);
        await desk.CommitAsync(
            async shop =>
            {
                var chargeback = new Chargeback(0, order, order.Total, order.BaseTotal, desk.Pick(Reasons), desk.Clock.Next());
                var id = await shop.InsertAsync(
                    """
                    INSERT INTO Chargebacks (OrderId, Amount, CurrencyCode, BaseAmount, Reason, OpenedAtUtc)
                    VALUES (@OrderId, @Amount, @Currency, @BaseAmount, @Reason, @OpenedAt)
                    """,
                    "ChargebackId",
                    new { order.OrderId, chargeback.Amount, Currency = order.Currency.Code, chargeback.BaseAmount, chargeback.Reason, chargeback.OpenedAt });
                chargeback = chargeback with { ChargebackId = id };
                desk.Tell(shop, order, OrderFacts.ChargedBack(chargeback));
                shop.Touches(order.Customer);
                shop.Then(() => order.Customer?.Chargebacks.Add(chargeback));
            },
            cancellationToken);
    }
}
