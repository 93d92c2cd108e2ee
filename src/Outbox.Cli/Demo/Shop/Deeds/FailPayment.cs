using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>A card is refused, now and then twice; the bank answers in a transaction of its own.</summary>
internal sealed class FailPayment : IDeed
{
    private static readonly string[] FailureCodes = ["card_declined", "insufficient_funds", "expired_card"];

    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        if (desk.Open.Count == 0)
        {
            return;
        }

        var order = desk.Pick(desk.Open);
        for (var attempts = desk.Random.Next(1, 3); attempts > 0; attempts--)
        {
            await TryAsync(desk, order, cancellationToken);
        }
    }

    private static async Task TryAsync(Desk desk, Order order, CancellationToken cancellationToken)
    {
        var attempt = ++order.PaymentAttempts;
        var paymentId = 0L;
        await desk.CommitAsync(
            async shop => paymentId = await shop.InsertAsync(
                "INSERT INTO Payments (OrderId, Attempt, Amount, CurrencyCode, Status) VALUES (@OrderId, @Attempt, @Amount, @Currency, 'Pending')",
                "PaymentId",
                new { order.OrderId, Attempt = attempt, Amount = order.Total, Currency = order.Currency.Code }),
            cancellationToken);
        await desk.CommitAsync(
            async shop =>
            {
                var at = desk.Clock.Next();
                var failureCode = desk.Pick(FailureCodes);
                await shop.ExecuteAsync(
                    "UPDATE Payments SET Status = 'Failed', FailureCode = @Code, SettledAtUtc = @At WHERE PaymentId = @Id",
                    new { Code = failureCode, At = at, Id = paymentId });
                desk.Tell(shop, order, OrderFacts.PaymentFailed(paymentId, order, attempt, failureCode, at));
            },
            cancellationToken);
    }
}
