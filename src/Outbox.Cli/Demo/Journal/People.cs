using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Outbox.Cli.Demo.Shop;

namespace Outbox.Cli.Demo.Journal;

/// <summary>Who people are at Customer.io and what must stand there of them, by the demo's own reckoning.</summary>
internal static class People
{
    /// <summary>No order of the play lies near it: the moment of the comparison does not matter.</summary>
    private static readonly DateTime LapsedBefore = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-OldOrders.LapsedDays);

    public static string IdOf(Customer customer) => string.Create(CultureInfo.InvariantCulture, $"cust_{customer.CustomerId}");

    public static string IdOf(Order order) => order.Customer is { } customer ? IdOf(customer) : GuestIdOf(order.GuestEmail!);

    /// <summary>A guest's id is made of the e-mail, however it was typed.</summary>
    public static string GuestIdOf(string email)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{ShopSample.Source}\n{Normalize(email)}"));
        return "guest_" + Convert.ToHexString(digest).ToLowerInvariant()[..32];
    }

    public static string Normalize(string email) => email.Trim().ToLowerInvariant();

    /// <summary>Whether Customer.io is told of the buyer's deeds: not of test customers, nor of those who have left.</summary>
    public static bool IsTold(Order order) => order.Customer is not { } customer || IsTold(customer);

    public static bool IsTold(Customer customer) => !customer.IsTest && !customer.IsDeleted;

    public static ExpectedPerson ExpectedGuest(string email) =>
        new(GuestIdOf(email), Presence.Required, new JsonObject { ["email"] = email });

    public static ExpectedPerson Expected(Customer customer, bool isTouched) => IsTold(customer)
        ? new(IdOf(customer), isTouched ? Presence.Required : Presence.Allowed, AttributesOf(customer))
        : new(IdOf(customer), Presence.Forbidden, null);

    private static JsonObject AttributesOf(Customer customer)
    {
        var attributes = new JsonObject
        {
            ["email"] = customer.Email.Trim(),
            ["marketing_opt_in"] = customer.MarketingOptIn,
            ["loyalty_points"] = customer.LoyaltyPoints,
            ["customer_tier"] = customer.Tier,
            ["order_count"] = customer.CompletedOrders.Count,
            ["lifetime_value_cents"] = LifetimeCents(customer),
            ["subscription_status"] = SubscriptionStatus(customer),
            ["can_receive_winback"] = CanReceiveWinback(customer),
            ["is_lapsed"] = customer.CompletedOrders.Count > 0 && customer.CompletedOrders.Max(o => o.CompletedAt!.Value) < LapsedBefore,
        };
        if (customer.Phone is { } phone)
        {
            attributes["phone"] = phone.E164;
        }

        if (customer.CompletedOrders.Count > 0)
        {
            attributes["first_order_date"] = Amounts.UnixSeconds(customer.CompletedOrders.Min(o => o.CompletedAt!.Value));
            attributes["last_order_date"] = Amounts.UnixSeconds(customer.CompletedOrders.Max(o => o.CompletedAt!.Value));
        }

        return attributes;
    }

    private static long LifetimeCents(Customer customer) =>
        Amounts.Cents(customer.CompletedOrders.Sum(o => o.BaseTotal) - customer.Refunds.Sum(r => r.BaseAmount) - customer.Chargebacks.Sum(c => c.BaseAmount), Currency.Usd);

    private static string SubscriptionStatus(Customer customer)
    {
        string[] states = ["Active", "Paused", "Canceled"];
        return states.FirstOrDefault(s => customer.Subscriptions.Exists(x => x.State == s))?.ToLowerInvariant() ?? "none";
    }

    private static bool CanReceiveWinback(Customer customer) =>
        customer is { MarketingOptIn: true, CompletedOrders.Count: > 0 }
        && !customer.Subscriptions.Exists(s => s.State == "Active")
        && !customer.Refunds.Exists(r => r.IssuedAt >= customer.CompletedOrders.Max(o => o.CompletedAt!.Value))
        && !customer.CanceledAt.Exists(at => at >= customer.CompletedOrders.Max(o => o.CompletedAt!.Value))
        && customer.Backorders.Count == 0
        && customer.Chargebacks.Count == 0;
}
