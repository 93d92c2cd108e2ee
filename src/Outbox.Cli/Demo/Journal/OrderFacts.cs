using System.Text.Json.Nodes;
using Outbox.Cli.Demo.Shop;
using static Outbox.Cli.Demo.Journal.Amounts;

namespace Outbox.Cli.Demo.Journal;

/// <summary>What the deeds around an order must bring.</summary>
internal static class OrderFacts
{
    /// <param name="order">The order, with its time of completion.</param>
    /// <param name="isFirst">Whether the buyer had completed none before.</param>
    public static Fact Completed(Order order, bool isFirst) =>
        Fact.Of("order_completed", order.OrderId, People.IdOf(order), order.CompletedAt!.Value, new JsonObject
        {
            ["order_id"] = order.OrderId,
            ["order_number"] = order.Number,
            ["channel"] = order.Channel,
            ["currency"] = order.Currency.Code,
            ["value_cents"] = Cents(order.Total, order.Currency),
            ["discount_cents"] = Cents(order.Discount, order.Currency),
            ["shipping_cents"] = Cents(order.Shipping, order.Currency),
            ["tax_cents"] = Cents(order.Tax, order.Currency),
            ["coupon_code"] = order.Coupon,
            ["placed_at"] = Iso(ShopClock.ReadFromWall(order.PlacedAtLocal)),
            ["items"] = new JsonArray([.. order.Lines.Select(l => Item(l, order.Currency))]),
            ["item_count"] = order.Lines.Sum(l => l.Quantity),
            ["is_first_order"] = isFirst,
        });

    public static Fact Shipped(Parcel parcel) =>
        Fact.Of("order_shipped", parcel.ShipmentId, People.IdOf(parcel.Order), parcel.ShippedAt!.Value.UtcDateTime, new JsonObject
        {
            ["shipment_id"] = parcel.ShipmentId,
            ["order_id"] = parcel.Order.OrderId,
            ["order_number"] = parcel.Order.Number,
            ["carrier"] = parcel.Carrier,
            ["tracking_number"] = parcel.TrackingNumber,
        });

    public static Fact Delivered(Parcel parcel, DateTimeOffset at) =>
        Fact.Of("order_delivered", parcel.ShipmentId, People.IdOf(parcel.Order), at.UtcDateTime, new JsonObject
        {
            ["shipment_id"] = parcel.ShipmentId,
            ["order_id"] = parcel.Order.OrderId,
            ["order_number"] = parcel.Order.Number,
            ["carrier"] = parcel.Carrier,
            ["shipped_at"] = Iso(parcel.ShippedAt!.Value.UtcDateTime),
        });

    public static Fact Refunded(Refund refund) =>
        Fact.Of("refund_issued", refund.RefundId, People.IdOf(refund.Order), refund.IssuedAt, new JsonObject
        {
            ["refund_id"] = refund.RefundId,
            ["order_id"] = refund.Order.OrderId,
            ["refund_cents"] = Cents(refund.Amount, refund.Order.Currency),
            ["order_value_cents"] = Cents(refund.Order.Total, refund.Order.Currency),
            ["currency"] = refund.Order.Currency.Code,
            ["reason"] = refund.Reason,
        });

    public static Fact Canceled(Order order, DateTime at) =>
        Fact.Of("order_canceled", order.OrderId, People.IdOf(order), at, new JsonObject
        {
            ["order_id"] = order.OrderId,
            ["order_number"] = order.Number,
            ["channel"] = order.Channel,
            ["currency"] = order.Currency.Code,
            ["value_cents"] = Cents(order.Total, order.Currency),
        });

    public static Fact ChargedBack(Chargeback chargeback) =>
        Fact.Of("chargeback_received", chargeback.ChargebackId, People.IdOf(chargeback.Order), chargeback.OpenedAt, new JsonObject
        {
            ["chargeback_id"] = chargeback.ChargebackId,
            ["order_id"] = chargeback.Order.OrderId,
            ["chargeback_cents"] = Cents(chargeback.Amount, chargeback.Order.Currency),
            ["currency"] = chargeback.Order.Currency.Code,
            ["reason"] = chargeback.Reason,
        });

    public static Fact BackOrdered(long backorderId, Order order, OrderLine line, DateTime? expectedOn, DateTime at) =>
        Fact.Of("item_backordered", backorderId, People.IdOf(order), at, new JsonObject
        {
            ["backorder_id"] = backorderId,
            ["order_id"] = order.OrderId,
            ["order_number"] = order.Number,
            ["sku"] = line.Product.Sku,
            ["name"] = line.Product.Name,
            ["quantity"] = line.Quantity,
            ["expected_on"] = expectedOn is { } day ? Iso(day)[..10] : null,
        });

    public static Fact PaymentFailed(long paymentId, Order order, int attempt, string failureCode, DateTime at) =>
        Fact.Of("payment_failed", paymentId, People.IdOf(order), at, new JsonObject
        {
            ["order_id"] = order.OrderId,
            ["attempt"] = attempt,
            ["amount_cents"] = Cents(order.Total, order.Currency),
            ["currency"] = order.Currency.Code,
            ["failure_code"] = failureCode,
        });

    private static JsonNode Item(OrderLine line, Currency currency) => new JsonObject
    {
        ["sku"] = line.Product.Sku,
        ["name"] = line.Product.Name,
        ["category"] = line.Product.Category,
        ["quantity"] = line.Quantity,
        ["unit_price_cents"] = Cents(line.UnitPrice, currency),
    };
}
