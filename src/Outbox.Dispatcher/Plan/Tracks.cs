namespace Outbox.Dispatcher.Plan;

/// <summary>
/// Divides the parcels of a read among senders that work at the same time. Each gets whole requests of neighbours: full
/// requests are few, and rows that were written side by side are marked side by side, on few pages of the database.
/// </summary>
public static class Tracks
{
    /// <summary>Divides parcels so that one person's stay together and in order.</summary>
    /// <param name="parcels">The parcels.</param>
    /// <param name="count">How many senders, 1 or more.</param>
    /// <param name="batchItems">Items of a request, 1 or more.</param>
    /// <returns>At most <paramref name="count"/> tracks, and no more than there are requests; none empty.</returns>
    public static IReadOnlyList<IReadOnlyList<Parcel>> Divide(IReadOnlyCollection<Parcel> parcels, int count, int batchItems)
    {
        var requests = (parcels.Count + batchItems - 1) / batchItems;
        var tracks = new List<List<Parcel>>();
        var room = 0;
        foreach (var person in parcels.GroupBy(parcel => parcel.PersonId, StringComparer.Ordinal))
        {
            if (room <= 0)
            {
                // Those that come first take what does not divide.
                room = (requests + count - 1 - tracks.Count) / count * batchItems;
                tracks.Add([]);
            }

            var before = tracks[^1].Count;
            tracks[^1].AddRange(person);
            room -= tracks[^1].Count - before;
        }

        return tracks;
    }
}
