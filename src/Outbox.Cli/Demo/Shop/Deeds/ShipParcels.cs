using Outbox.Cli.Demo.Journal;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>The van leaves: one statement ships all that is on it.</summary>
internal sealed class ShipParcels : IDeed
{
    public async Task PlayAsync(Desk desk, CancellationToken cancellationToken)
    {
        var parcels = Desk.Take(desk.ToShip, desk.Random.Next(2, 8));
        if (parcels.Count == 0)
        {
            return;
        }

        await desk.CommitAsync(
            async shop =>
            {
                var at = new DateTimeOffset(desk.Clock.Next(), TimeSpan.Zero).ToOffset(TimeSpan.FromHours(-5));
                await shop.ExecuteAsync(
                    "UPDATE Shipments SET ShippedAt = @At WHERE ShipmentId IN @Ids",
                    new { At = at, Ids = parcels.Select(p => p.ShipmentId) });
                foreach (var parcel in parcels)
                {
                    parcel.ShippedAt = at;
                    desk.Tell(shop, parcel.Order, OrderFacts.Shipped(parcel));
                }

                shop.Then(() => desk.ToDeliver.AddRange(parcels));
            },
            cancellationToken);
    }
}
