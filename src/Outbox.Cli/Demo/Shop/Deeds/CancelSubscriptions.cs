using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>Subscriptions end, two by one statement.</summary>
internal sealed class CancelSubscriptions : IDeed
{
    private const string Reason = "moved away";

    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        var subscriptions = Desk.Take(desk.Subscriptions, 2);
        if (subscriptions.Count > 0)
        {
            await desk.CommitAsync(shop => CancelAsync(desk, shop, subscriptions), cancellationToken);
        }
    }

    /// <summary>Writes the end of subscriptions.</summary>
    public static async Task CancelAsync(Desk desk, ShopTransaction shop, IReadOnlyList<Subscription> subscriptions)
    {
        var at = desk.Clock.Next();
        await shop.ExecuteAsync(
            "UPDATE Subscriptions SET State = 'Canceled', CanceledAtUtc = @At, CancelReason = @Reason WHERE SubscriptionId IN @Ids",
            new { At = at, Reason, Ids = subscriptions.Select(s => s.SubscriptionId) });
        await shop.InsertRowsAsync(
            "INSERT INTO SubscriptionHistory (SubscriptionId, FromState, ToState, Reason, ChangedAtUtc)",
            subscriptions.Select(s => new object?[] { s.SubscriptionId, s.State, "Canceled", Reason, at }));
        foreach (var subscription in subscriptions)
        {
            shop.Brings(SubscriptionFacts.Canceled(subscription, Reason, at));
            shop.Touches(subscription.Customer);
            shop.Then(() => subscription.State = "Canceled");
        }
    }
}
