using Outbox.CustomerIo;

namespace Outbox.Dispatcher.Plan;

/// <summary>Cuts parcels into requests, by bytes and by number.</summary>
public static class Batches
{
    /// <summary>Bytes around the items: <c>{"batch":[</c> and <c>]}</c>.</summary>
    public const int FrameBytes = 12;

    /// <summary>Bytes of a request of these parcels: the frame, the items, a comma between two.</summary>
    public static int BytesOf(IReadOnlyCollection<Parcel> batch) =>
        FrameBytes + batch.Sum(parcel => parcel.Item.Json.Length) + Math.Max(0, batch.Count - 1);

    /// <summary>Cuts parcels in their order, each request as full as it may be.</summary>
    /// <param name="parcels">Each at most <see cref="TrackItem.MaxBytes"/>.</param>
    /// <param name="maxItems">Items of a request, 1 or more.</param>
    /// <returns>Requests of at most <see cref="TrackItem.MaxRequestBytes"/>, none empty.</returns>
    public static IReadOnlyList<IReadOnlyList<Parcel>> Cut(IEnumerable<Parcel> parcels, int maxItems)
    {
        var batches = new List<List<Parcel>>();
        var bytes = 0;
        foreach (var parcel in parcels)
        {
            var withComma = parcel.Item.Json.Length + 1;
            if (batches.Count == 0 || batches[^1].Count == maxItems || bytes + withComma > TrackItem.MaxRequestBytes)
            {
                batches.Add([]);
                bytes = FrameBytes - 1;
            }

            batches[^1].Add(parcel);
            bytes += withComma;
        }

        return batches;
    }
}
