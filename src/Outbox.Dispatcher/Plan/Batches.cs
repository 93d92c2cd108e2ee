using Outbox.CustomerIo;

namespace Outbox.Dispatcher.Plan;

/// <summary>Cuts parcels into requests, by bytes and by number.</summary>
public static class Batches
{
    /// <summary>Bytes of a request of these parcels: the frame, the items, a comma between two.</summary>
    public static int BytesOf(IReadOnlyCollection<Parcel> batch) =>
        (int)TrackItem.BatchLength(batch.Count, batch.Sum(parcel => (long)parcel.Item.Json.Length));

    /// <summary>Cuts parcels in their order, each request as full as it may be.</summary>
    /// <param name="parcels">Each at most <see cref="TrackItem.MaxBytes"/>.</param>
    /// <param name="maxItems">Items of a request, 1 or more.</param>
    /// <returns>Requests of at most <see cref="TrackItem.MaxRequestBytes"/>, none empty.</returns>
    public static IReadOnlyList<IReadOnlyList<Parcel>> Cut(IEnumerable<Parcel> parcels, int maxItems)
    {
        var batches = new List<List<Parcel>>();
        var bytes = 0L;
        foreach (var parcel in parcels)
        {
            bytes += parcel.Item.Json.Length;
            if (batches.Count == 0
                || batches[^1].Count == maxItems
                || TrackItem.BatchLength(batches[^1].Count + 1, bytes) > TrackItem.MaxRequestBytes)
            {
                batches.Add([]);
                bytes = parcel.Item.Json.Length;
            }

            batches[^1].Add(parcel);
        }

        return batches;
    }
}
