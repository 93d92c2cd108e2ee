namespace Outbox.Cli.Demo.Shop;

/// <summary>The statements by which the shop's own programs write an order.</summary>
internal static class OrderWriting
{
    private const string Header =
        """
        INSERT INTO Orders (OrderNumber, CustomerId, GuestEmail, Status, Channel, CurrencyCode, CouponCode, PlacedAtLocal)
        VALUES (@Number, @CustomerId, @GuestEmail, 'Placed', @Channel, @CurrencyCode, @Coupon, @PlacedAtLocal)
        """;

    private const string PaidHeader =
        """
        INSERT INTO Orders (OrderNumber, CustomerId, GuestEmail, Status, Channel, CurrencyCode, Subtotal, DiscountTotal,
            ShippingFee, TaxTotal, Total, BaseTotal, CouponCode, PlacedAtLocal, CompletedAtUtc)
        VALUES (@Number, @CustomerId, @GuestEmail, 'Completed', @Channel, @CurrencyCode, @Subtotal, @Discount,
            @Shipping, @Tax, @Total, @BaseTotal, @Coupon, @PlacedAtLocal, @CompletedAt)
        """;

    private const string Totals =
        """
        UPDATE Orders
        SET Subtotal = @Subtotal, DiscountTotal = @Discount, ShippingFee = @Shipping, TaxTotal = @Tax, Total = @Total, BaseTotal = @BaseTotal
        WHERE OrderId = @OrderId
        """;

    /// <summary>The header, then the lines, then the totals.</summary>
    public static async Task PlaceAsync(ShopTransaction shop, Order order)
    {
        order.OrderId = await shop.InsertAsync(Header, "OrderId", ParametersOf(order));
        await AddLinesAsync(shop, order);
        await shop.ExecuteAsync(Totals, ParametersOf(order));
    }

    /// <summary>A header that is paid from the first, as a till writes it; the lines come after it.</summary>
    public static async Task SellAsync(ShopTransaction shop, Order order)
    {
        order.OrderId = await shop.InsertAsync(PaidHeader, "OrderId", ParametersOf(order));
        await AddLinesAsync(shop, order);
    }

    private static async Task AddLinesAsync(ShopTransaction shop, Order order)
    {
        var lines = order.Lines.Select(l => new object?[]
        {
            order.OrderId, l.LineNumber, l.Product.ProductId, l.Quantity, l.UnitPrice, order.Currency.Code,
        });
        await shop.InsertRowsAsync("INSERT INTO OrderLines (OrderId, LineNumber, ProductId, Quantity, UnitPrice, CurrencyCode)", lines);
    }

    private static object ParametersOf(Order order) => new
    {
        order.OrderId,
        order.Number,
        order.Customer?.CustomerId,
        order.GuestEmail,
        order.Channel,
        CurrencyCode = order.Currency.Code,
        order.Subtotal,
        order.Discount,
        order.Shipping,
        order.Tax,
        order.Total,
        order.BaseTotal,
        order.Coupon,
        order.PlacedAtLocal,
        order.CompletedAt,
    };
}
