using System.Globalization;
using System.Text.Json.Nodes;
using Outbox.Cli.Demo.Shop;

namespace Outbox.Cli.Demo.Journal;

/// <summary>What an abandoned cart must bring: the web site owns the event, so only its shadow may come from here.</summary>
internal static class CartFacts
{
    public static Fact Abandoned(Cart cart, DateTime lastActivityAt)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{cart.CartId:D}:{lastActivityAt:yyyy-MM-dd'T'HH:mm:ss.fff}");
        return Fact.Of("shadow_cart_abandoned", key, People.IdOf(cart.Customer), lastActivityAt, new JsonObject
        {
            ["cart_id"] = cart.CartId.ToString("D"),
            ["cart_margin_band"] = MarginBand(cart),
            ["cart_inventory_risk"] = InventoryRisk(cart),
        });
    }

    private static string MarginBand(Cart cart)
    {
        var value = cart.Lines.Sum(l => l.Quantity * l.Product.ListPrice);
        var margin = cart.Lines.Sum(l => l.Quantity * (l.Product.ListPrice - l.Product.UnitCost));
        return (margin / value) switch
        {
            >= 0.5m => "high",
            >= 0.25m => "medium",
            _ => "low",
        };
    }

    private static string InventoryRisk(Cart cart)
    {
        if (cart.Lines.Any(l => l.Product.StockOnHand < l.Quantity))
        {
            return "short";
        }

        return cart.Lines.Any(l => l.Product.StockOnHand < l.Quantity + l.Product.ReorderPoint) ? "low" : "none";
    }
}
