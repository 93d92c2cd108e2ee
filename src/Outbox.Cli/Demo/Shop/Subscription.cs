namespace Outbox.Cli.Demo.Shop;

/// <summary>A subscription as committed.</summary>
internal sealed class Subscription
{
    public required long SubscriptionId { get; init; }

    public required Customer Customer { get; init; }

    public required string PlanName { get; init; }

    public required int IntervalDays { get; init; }

    public required decimal Price { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>Active, Paused or Canceled.</summary>
    public string State { get; set; } = "Active";
}

/// <summary>A cart of a customer who has signed in.</summary>
internal sealed record Cart(Guid CartId, Customer Customer, IReadOnlyList<(Product Product, int Quantity)> Lines);

/// <summary>A wish to be told when a product is back.</summary>
internal sealed record WaitlistEntry(long WaitlistId, Customer Customer, Product Product, DateTime RequestedAt);

/// <summary>A wish.</summary>
internal sealed record Wish(long WishlistId, Customer Customer, Product Product, DateTime AddedAt);

/// <summary>Goods that came in.</summary>
internal sealed record Restock(long RestockId, Product Product, DateTime RestockedAt);

/// <summary>A change of a price, in US dollars.</summary>
internal sealed record PriceChange(long PriceHistoryId, Product Product, decimal OldPrice, decimal NewPrice, DateTime ChangedAt);

/// <summary>A consumable that a customer has used up.</summary>
internal sealed record UsedUp(Customer Customer, Product Product, int Quantity, DateTime OrderedAt);
