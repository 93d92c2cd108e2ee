namespace Outbox.Dispatcher.Plan;

/// <summary>Divides the parcels of a read among senders that work at the same time.</summary>
public static class Tracks
{
    /// <summary>Divides parcels so that one person's stay together and in order.</summary>
    /// <param name="parcels">The parcels.</param>
    /// <param name="count">How many senders, 1 or more.</param>
    /// <returns>At most <paramref name="count"/> tracks, none empty.</returns>
    public static IReadOnlyList<IReadOnlyList<Parcel>> Divide(IEnumerable<Parcel> parcels, int count) =>
        [.. parcels.GroupBy(parcel => StableHash.Of(parcel.PersonId) % count).OrderBy(track => track.Key).Select(track => track.ToList())];
}
