using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>Pause, resume, pause again: each pause is a fact of its own.</summary>
internal sealed class PauseSubscription : IDeed
{
    private static readonly string?[] Reasons = ["on holiday", "too much coffee", null];

    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        if (desk.Subscriptions.Count == 0)
        {
            return;
        }

        var subscription = desk.Pick(desk.Subscriptions);
        if (subscription.State == "Paused")
        {
            await ChangeAsync(desk, subscription, "Active", cancellationToken);
        }

        await ChangeAsync(desk, subscription, "Paused", cancellationToken);
        await ChangeAsync(desk, subscription, "Active", cancellationToken);
        await ChangeAsync(desk, subscription, "Paused", cancellationToken);
    }

    private static Task ChangeAsync(Desk desk, Subscription subscription, string state, CancellationToken cancellationToken) =>
        desk.CommitAsync(
            async shop =>
            {
                var at = desk.Clock.Next();
                var reason = state == "Paused" ? desk.Pick(Reasons) : null;
                await shop.ExecuteAsync(
                    "UPDATE Subscriptions SET State = @State WHERE SubscriptionId = @SubscriptionId",
                    new { State = state, subscription.SubscriptionId });
                var historyId = await shop.InsertAsync(
                    """
                    INSERT INTO SubscriptionHistory (SubscriptionId, FromState, ToState, Reason, ChangedAtUtc)
                    VALUES (@SubscriptionId, @FromState, @ToState, @Reason, @At)
                    """,
                    "SubscriptionHistoryId",
                    new { subscription.SubscriptionId, FromState = subscription.State, ToState = state, Reason = reason, At = at });
                if (state == "Paused")
                {
                    shop.Brings(SubscriptionFacts.Paused(subscription, historyId, reason, at));
                }

                shop.Touches(subscription.Customer);
                shop.Then(() => subscription.State = state);
            },
            cancellationToken);
}
