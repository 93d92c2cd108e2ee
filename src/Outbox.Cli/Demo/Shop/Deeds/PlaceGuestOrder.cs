using System.Globalization;

namespace Outbox.Cli.Demo.Shop.Deeds;

/// <summary>Somebody without an account orders; some come again and type their e-mail another way.</summary>
internal sealed class PlaceGuestOrder : IDeed
{
    public Task PlayAsync(Desk desk, CancellationToken cancellationToken) =>
        PlaceOrder.PlaceAsync(desk, null, AnyGuest(desk), cancellationToken);

    private static string AnyGuest(Desk desk)
    {
        if (desk.Guests.Count > 0 && desk.Random.Next(3) == 0)
        {
            var known = desk.Pick(desk.Guests);
            return desk.Random.Next(2) == 0 ? known : known.ToUpperInvariant();
        }

        var guest = string.Create(CultureInfo.InvariantCulture, $"Guest.{desk.NextSerial()}@Example.org");
        desk.Guests.Add(guest);
        return guest;
    }
}
