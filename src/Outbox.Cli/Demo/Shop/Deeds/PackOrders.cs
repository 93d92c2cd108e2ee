using System.Globalization;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>Labels are printed; a large order goes in two parcels. Nothing has left the house yet.</summary>
internal sealed class PackOrders : IDeed
{
    private static readonly string[] Carriers = ["UPS", "USPS", "DHL"];

    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        foreach (var order in Desk.Take(desk.ToPack, 4))
        {
            await desk.CommitAsync(
                async shop =>
                {
                    for (var parcels = order.Lines.Count > 3 ? 2 : 1; parcels > 0; parcels--)
                    {
                        await PackAsync(desk, shop, order);
                    }
                },
                cancellationToken);
        }
    }

    private static async Task PackAsync(Desk desk, ShopTransaction shop, Order order)
    {
        var carrier = desk.Pick(Carriers);
        var tracking = desk.Random.Next(8) == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{carrier}{desk.Random.Next(1_000_000):D6}");
        var id = await shop.InsertAsync(
            "INSERT INTO Shipments (OrderId, Carrier, TrackingNumber) VALUES (@OrderId, @Carrier, @Tracking)",
            "ShipmentId",
            new { order.OrderId, Carrier = carrier, Tracking = tracking });
        shop.Then(() => desk.ToShip.Add(new Parcel { ShipmentId = id, Order = order, Carrier = carrier, TrackingNumber = tracking }));
    }
}
