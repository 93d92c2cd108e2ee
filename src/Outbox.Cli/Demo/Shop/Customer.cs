namespace Outbox.Cli.Demo.Shop;

/// <summary>A customer as committed. One desk alone writes to a customer, so that the order of changes is known.</summary>
internal sealed class Customer
{
    public long CustomerId { get; set; }

    public required string Email { get; set; }

    public Phone? Phone { get; init; }

    public bool MarketingOptIn { get; set; }

    public int LoyaltyPoints { get; set; }

    public string Tier { get; set; } = "Bronze";

    public bool IsTest { get; init; }

    public bool IsDeleted { get; set; }

    /// <summary>Whether a write since the outbox was installed must have brought the customer to Customer.io.</summary>
    public bool IsTouched { get; set; }

    /// <summary>Kept out of the play, but for being deleted.</summary>
    public bool IsLeaver { get; init; }

    /// <summary>Products bought long ago and used up: buying them again would withdraw the reminder that is expected.</summary>
    public HashSet<int> DueProducts { get; } = [];

    public List<Order> CompletedOrders { get; } = [];

    public List<Refund> Refunds { get; } = [];

    public List<Chargeback> Chargebacks { get; } = [];

    /// <summary>When orders were canceled, UTC.</summary>
    public List<DateTime> CanceledAt { get; } = [];

    /// <summary>What is on back order.</summary>
    public HashSet<long> Backorders { get; } = [];

    public List<Subscription> Subscriptions { get; } = [];
}
