using System.Text.Json.Nodes;
using Outbox.Cli.Demo.Shop;

namespace Outbox.Cli.Demo.Journal;

/// <summary>What the deeds around a subscription must bring.</summary>
internal static class SubscriptionFacts
{
    public static Fact Paused(Subscription subscription, long historyId, string? reason, DateTime at) =>
        Fact.Of("subscription_paused", historyId, People.IdOf(subscription.Customer), at, new JsonObject
        {
            ["subscription_id"] = subscription.SubscriptionId,
            ["plan"] = subscription.PlanName,
            ["interval_days"] = subscription.IntervalDays,
            ["reason"] = reason,
        });

    public static Fact Canceled(Subscription subscription, string reason, DateTime at) =>
        Fact.Of("subscription_canceled", subscription.SubscriptionId, People.IdOf(subscription.Customer), at, new JsonObject
        {
            ["subscription_id"] = subscription.SubscriptionId,
            ["plan"] = subscription.PlanName,
            ["price_cents"] = Amounts.Cents(subscription.Price, Currency.Usd),
            ["currency"] = "USD",
            ["started_at"] = Amounts.Iso(subscription.StartedAt),
            ["cancel_reason"] = reason,
        });
}
