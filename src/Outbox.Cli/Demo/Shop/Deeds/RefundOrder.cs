using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>Money goes back, all of it or a part. The row knows the order, not the buyer.</summary>
internal sealed class RefundOrder : IDeed
{
    private static readonly string[] Reasons = ["damaged", "late", "stale", "wrong item"];

    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        if (desk.Refundable.Count > 0)
        {
            var order = desk.Pick(desk.Refundable);
            desk.Refundable.Remove(order);
            await desk.CommitAsync(shop => RefundAsync(desk, shop, order), cancellationToken);
        }
    }

    /// <summary>Writes a refund.</summary>
    public static async Task RefundAsync(Desk desk, ShopTransaction shop, Order order)
    {
        var amount = desk.Random.Next(2) == 0 ? order.Total : order.Currency.Payable(order.Total / 3);
        var refund = new Refund(0, order, amount, order.Currency.ToDollars(amount), desk.Pick(Reasons), desk.Clock.Next());
        var id = await shop.InsertAsync(
            """
            INSERT INTO Refunds (OrderId, Amount, CurrencyCode, BaseAmount, Reason, IssuedAtUtc)
            VALUES (@OrderId, @Amount, @Currency, @BaseAmount, @Reason, @IssuedAt)
            """,
            "RefundId",
            new { order.OrderId, refund.Amount, Currency = order.Currency.Code, refund.BaseAmount, refund.Reason, refund.IssuedAt });
        refund = refund with { RefundId = id };
        desk.Tell(shop, order, OrderFacts.Refunded(refund));
        shop.Touches(order.Customer);
        shop.Then(() => order.Customer?.Refunds.Add(refund));
    }
}
