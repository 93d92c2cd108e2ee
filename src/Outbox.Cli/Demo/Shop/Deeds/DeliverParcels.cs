using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>A carrier reports arrivals, by its own clock; a minute later it corrects one, which is no second arrival.</summary>
internal sealed class DeliverParcels : IDeed
{
    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        var parcels = Desk.Take(desk.ToDeliver, desk.Random.Next(2, 8));
        if (parcels.Count == 0)
        {
            return;
        }

        var at = new DateTimeOffset(desk.Clock.Next(), TimeSpan.Zero).ToOffset(TimeSpan.FromHours(1));
        await desk.CommitAsync(
            async shop =>
            {
                await shop.ExecuteAsync(
                    "UPDATE Shipments SET DeliveredAt = @At WHERE ShipmentId IN @Ids",
                    new { At = at, Ids = parcels.Select(p => p.ShipmentId) });
                foreach (var parcel in parcels)
                {
                    desk.Tell(shop, parcel.Order, OrderFacts.Delivered(parcel, at));
                }
            },
            cancellationToken);
        await desk.CommitAsync(
            shop => shop.ExecuteAsync(
                "UPDATE Shipments SET DeliveredAt = @At WHERE ShipmentId = @Id",
                new { At = at.AddMinutes(-1), Id = parcels[0].ShipmentId }),
            cancellationToken);
    }
}
