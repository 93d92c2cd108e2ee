using System.Globalization;

namespace Outbox.Cli.Demo.Shop;

/// <summary>Makes up orders: a basket, prices, a discount, tax.</summary>
internal static class OrderComposer
{
    private const decimal NewYorkTax = 0.08875m;

    private static readonly string[] Coupons = ["WELCOME10", "AUTUMN", "½-PRICE"];

    /// <summary>An order not yet written.</summary>
    /// <param name="desk">Who takes it.</param>
    /// <param name="buyer">The customer; null for a guest.</param>
    /// <param name="guestEmail">The guest's e-mail.</param>
    /// <param name="channel">web, store or phone.</param>
    public static Order Compose(Desk desk, Customer? buyer, string? guestEmail, string channel)
    {
        var currency = channel == "store" ? Currency.Usd : desk.Random.Next(10) switch
        {
            0 => Currency.Jpy,
            1 or 2 => Currency.Cad,
            _ => Currency.Usd,
        };
        var products = desk.Catalogue.Sold.Where(p => buyer?.DueProducts.Contains(p.ProductId) != true).ToArray();
        desk.Random.Shuffle(products);
        OrderLine[] lines =
        [
            .. products.Take(desk.Random.Next(1, 5)).Select((p, i) => new OrderLine(
                i + 1, p, p.ListPrice < 1 ? desk.Random.Next(5, 120) : desk.Random.Next(1, 4), currency.FromDollars(p.ListPrice))),
        ];

        var subtotal = currency.Payable(lines.Sum(l => l.Quantity * l.UnitPrice));
        var coupon = desk.Random.Next(4) == 0 ? desk.Pick(Coupons) : null;
        var discount = coupon is null ? 0 : currency.Payable(subtotal * 0.1m);
        return new Order
        {
            Number = string.Create(CultureInfo.InvariantCulture, $"CS-{desk.NextSerial():D7}"),
            Customer = buyer,
            GuestEmail = guestEmail,
            Channel = channel,
            Currency = currency,
            Lines = lines,
            Subtotal = subtotal,
            Discount = discount,
            Shipping = channel == "store" ? 0 : currency.Payable(currency.FromDollars(4.95m)),
            Tax = currency == Currency.Usd ? currency.Payable((subtotal - discount) * NewYorkTax) : 0,
            Coupon = coupon,
            PlacedAtLocal = ShopClock.OnTheWall(desk.Clock.Next()),
        };
    }
}
