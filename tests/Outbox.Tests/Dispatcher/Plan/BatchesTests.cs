using System.Text;
using CsCheck;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Plan;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class BatchesTests
{
    private static readonly Gen<List<Parcel>> Sizes = Gen.Int[1, TrackItem.MaxBytes].List[0, 80]
        .Select(sizes => sizes.Select((bytes, i) => (Parcel)Parcels.Event(i, "a", bytes: bytes)).ToList());

    [Fact]
    public void Batches_keep_the_order_lose_nothing_and_are_never_empty() => Gen.Select(Sizes, Gen.Int[1, 50]).Sample((parcels, items) =>
    {
        var batches = Batches.Cut(parcels, items);
        Assert.Equal(parcels, batches.SelectMany(batch => batch));
        Assert.All(batches, batch => Assert.InRange(batch.Count, 1, items));
    });

    [Fact]
    public void The_body_of_a_batch_has_as_many_bytes_as_counted_and_fits() => Gen.Select(Sizes, Gen.Int[1, 50]).Sample((parcels, items) =>
    {
        foreach (var batch in Batches.Cut(parcels, items))
        {
            var body = $$"""{"batch":[{{string.Join(',', batch.Select(parcel => Encoding.UTF8.GetString(parcel.Item.Json.Span)))}}]}""";
            Assert.Equal(Encoding.UTF8.GetByteCount(body), Batches.BytesOf(batch));
            Assert.InRange(body.Length, 1, TrackItem.MaxRequestBytes);
        }
    });

    [Fact]
    public void A_batch_ends_only_where_the_next_parcel_does_not_fit() => Gen.Select(Sizes, Gen.Int[1, 50]).Sample((parcels, items) =>
    {
        var batches = Batches.Cut(parcels, items);
        for (var i = 1; i < batches.Count; i++)
        {
            Assert.True(
                batches[i - 1].Count == items || Batches.BytesOf([.. batches[i - 1], batches[i][0]]) > TrackItem.MaxRequestBytes);
        }
    });

    [Theory]
    [InlineData(31_987, 2)]
    [InlineData(31_988, 1)]
    [InlineData(31_989, 0)]
    public void The_limit_is_met_to_the_byte(int lastBytes, int spare)
    {
        // The frame (12), fourteen items (442,985), fourteen commas and the last item: 443,011 and its bytes.
        var parcels = Enumerable.Range(0, 14).Select(i => (Parcel)Parcels.Event(i, "a", bytes: 31_642 - (i == 0 ? 3 : 0))).ToList();
        parcels.Add(Parcels.Event(99, "a", bytes: lastBytes));

        var batch = Assert.Single(Batches.Cut(parcels, 100));
        Assert.Equal(TrackItem.MaxRequestBytes - spare, Batches.BytesOf(batch));
        Assert.Equal(2, Batches.Cut([.. parcels[..^1], Parcels.Event(99, "a", bytes: lastBytes + spare + 1)], 100).Count);
    }
}
