namespace Outbox.Cli.Demo.Shop;

/// <summary>An order as committed.</summary>
internal sealed class Order
{
    public long OrderId { get; set; }

    public required string Number { get; init; }

    /// <summary>Null for a guest.</summary>
    public Customer? Customer { get; init; }

    /// <summary>As typed; null for a customer.</summary>
    public string? GuestEmail { get; init; }

    public required string Channel { get; init; }

    public required Currency Currency { get; init; }

    public required IReadOnlyList<OrderLine> Lines { get; init; }

    public decimal Subtotal { get; init; }

    public decimal Discount { get; init; }

    public decimal Shipping { get; init; }

    public decimal Tax { get; init; }

    public decimal Total => Subtotal - Discount + Shipping + Tax;

    public decimal BaseTotal => Currency.ToDollars(Total);

    public string? Coupon { get; init; }

    /// <summary>What the clock on the wall showed.</summary>
    public required DateTime PlacedAtLocal { get; init; }

    /// <summary>UTC; null until paid.</summary>
    public DateTime? CompletedAt { get; set; }

    public int PaymentAttempts { get; set; }

    /// <summary>Whether money has gone back; the play refunds an order once.</summary>
    public bool IsRefunded { get; set; }
}

/// <summary>A line of an order.</summary>
internal sealed record OrderLine(int LineNumber, Product Product, int Quantity, decimal UnitPrice);

/// <summary>A parcel.</summary>
internal sealed class Parcel
{
    public required long ShipmentId { get; init; }

    public required Order Order { get; init; }

    public required string Carrier { get; init; }

    public string? TrackingNumber { get; set; }

    public DateTimeOffset? ShippedAt { get; set; }
}

/// <summary>Money that the buyer's bank took back.</summary>
internal sealed record Chargeback(long ChargebackId, Order Order, decimal Amount, decimal BaseAmount, string Reason, DateTime OpenedAt);

/// <summary>Money that went back.</summary>
internal sealed record Refund(long RefundId, Order Order, decimal Amount, decimal BaseAmount, string Reason, DateTime IssuedAt);
