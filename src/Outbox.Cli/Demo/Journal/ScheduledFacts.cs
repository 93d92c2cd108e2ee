using System.Globalization;
using System.Text.Json.Nodes;
using Outbox.Cli.Demo.Shop;
using static Outbox.Cli.Demo.Journal.Amounts;

namespace Outbox.Cli.Demo.Journal;

/// <summary>What falls due without a write of its own.</summary>
internal static class ScheduledFacts
{
    public static IEnumerable<Fact> Of(
        IReadOnlyList<UsedUp> usedUp,
        IReadOnlyList<WaitlistEntry> waitlist,
        IReadOnlyList<Restock> restocks,
        IReadOnlyList<Wish> wishes,
        IReadOnlyList<PriceChange> priceChanges)
    {
        foreach (var consumable in usedUp)
        {
            yield return ReplenishmentDue(consumable);
        }

        foreach (var entry in waitlist)
        {
            var first = restocks
                .Where(r => r.Product == entry.Product && r.RestockedAt > entry.RequestedAt)
                .MinBy(r => r.RestockedAt);
            if (first is not null)
            {
                yield return BackInStock(entry, first);
            }
        }

        foreach (var wish in wishes)
        {
            foreach (var drop in priceChanges.Where(
                c => c.Product == wish.Product && c.NewPrice < c.OldPrice && c.ChangedAt > wish.AddedAt))
            {
                yield return PriceDropped(wish, drop);
            }
        }
    }

    private static Fact ReplenishmentDue(UsedUp usedUp)
    {
        var dueAt = usedUp.OrderedAt.AddDays(usedUp.Quantity * usedUp.Product.ConsumptionDays!.Value);
        var dueDate = dueAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var data = Of(usedUp.Product);
        data["quantity"] = usedUp.Quantity;
        data["last_ordered_at"] = Iso(usedUp.OrderedAt);
        data["due_date"] = dueDate;
        return Fact.Of(
            "replenishment_due",
            string.Create(CultureInfo.InvariantCulture, $"{usedUp.Customer.CustomerId}:{usedUp.Product.ProductId}:{dueDate}"),
            People.IdOf(usedUp.Customer),
            dueAt,
            data);
    }

    private static Fact BackInStock(WaitlistEntry entry, Restock restock)
    {
        var data = Of(entry.Product);
        data["requested_at"] = Iso(entry.RequestedAt);
        return Fact.Of(
            "back_in_stock",
            string.Create(CultureInfo.InvariantCulture, $"{entry.WaitlistId}:{restock.RestockId}"),
            People.IdOf(entry.Customer),
            restock.RestockedAt,
            data);
    }

    private static Fact PriceDropped(Wish wish, PriceChange drop)
    {
        var data = Of(wish.Product);
        data["old_price_cents"] = Cents(drop.OldPrice, Currency.Usd);
        data["new_price_cents"] = Cents(drop.NewPrice, Currency.Usd);
        return Fact.Of(
            "price_dropped",
            string.Create(CultureInfo.InvariantCulture, $"{wish.WishlistId}:{drop.PriceHistoryId}"),
            People.IdOf(wish.Customer),
            drop.ChangedAt,
            data);
    }

    private static JsonObject Of(Product product) => new()
    {
        ["sku"] = product.Sku,
        ["name"] = product.Name,
        ["category"] = product.Category,
    };
}
