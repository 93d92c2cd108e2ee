namespace Outbox.Cli.Demo.Shop;

/// <summary>A product as the shop's own table has it.</summary>
internal sealed class Product
{
    public required int ProductId { get; init; }

    public required string Sku { get; init; }

    public required string Name { get; init; }

    public required string Category { get; init; }

    /// <summary>US dollars. The warehouse alone changes it.</summary>
    public required decimal ListPrice { get; set; }

    /// <summary>US dollars.</summary>
    public required decimal UnitCost { get; init; }

    public required int StockOnHand { get; init; }

    public required int ReorderPoint { get; init; }

    /// <summary>How long one lasts; null where it is not used up.</summary>
    public int? ConsumptionDays { get; init; }

    /// <summary>Left in carts by this play and sold to nobody, so that a cart's risk is the same whenever it is read.</summary>
    public bool IsForCarts => Category == "Equipment";

    /// <summary>Out of stock when the play begins.</summary>
    public bool IsAwaited => StockOnHand == 0;

    public bool IsSold => !IsForCarts && !IsAwaited;
}
