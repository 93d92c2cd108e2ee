using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>What follows from a write to an order.</summary>
internal static class Telling
{
    /// <summary>The event is the buyer's, unless the buyer is one of whom nothing is told.</summary>
    public static void Tell(this Desk desk, ShopTransaction shop, Order order, Fact fact)
    {
        if (!People.IsTold(order))
        {
            return;
        }

        shop.Brings(fact);
        if (order.GuestEmail is { } guest)
        {
            shop.Then(() => desk.Journal.AddGuest(guest));
        }
    }

    /// <summary>The write changes what is said of the buyer.</summary>
    public static void Touches(this ShopTransaction shop, Customer? customer)
    {
        if (customer is not null)
        {
            shop.Then(() => customer.IsTouched = true);
        }
    }

    /// <summary>The orders are paid.</summary>
    /// <param name="desk">Whose orders they are.</param>
    /// <param name="shop">The transaction that wrote it.</param>
    /// <param name="orders">By their id.</param>
    /// <param name="at">UTC.</param>
    public static void Completes(this Desk desk, ShopTransaction shop, IEnumerable<Order> orders, DateTime at)
    {
        var buyers = new HashSet<object>();
        foreach (var order in orders.OrderBy(o => o.OrderId))
        {
            var guest = order.GuestEmail is { } email ? People.Normalize(email) : null;
            var isFirst = buyers.Add((object?)order.Customer ?? guest!)
                && (order.Customer is { } known ? known.CompletedOrders.Count == 0 : !desk.ServedGuests.Contains(guest!));
            order.CompletedAt = at;
            desk.Tell(shop, order, OrderFacts.Completed(order, isFirst));
            shop.Touches(order.Customer);
            shop.Then(() => Settle(desk, order, guest));
        }
    }

    private static void Settle(Desk desk, Order order, string? guest)
    {
        order.Customer?.CompletedOrders.Add(order);
        if (guest is not null)
        {
            desk.ServedGuests.Add(guest);
        }

        desk.ToPack.Add(order);
        desk.Refundable.Add(order);
    }
}
