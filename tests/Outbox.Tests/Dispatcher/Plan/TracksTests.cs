using CsCheck;
using Outbox.Dispatcher.Plan;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class TracksTests
{
    [Fact]
    public void A_persons_parcels_stay_on_one_track_and_in_order() => Gen.Select(Parcels.Any, Gen.Int[1, 8], Gen.Int[1, 5]).Sample((parcels, count, items) =>
    {
        var tracks = Tracks.Divide(parcels, count, items);
        Assert.InRange(tracks.Count, 0, count);
        Assert.All(tracks, track => Assert.NotEmpty(track));
        Assert.Equal(parcels.Count, tracks.Sum(track => track.Count));
        foreach (var person in parcels.GroupBy(parcel => parcel.PersonId))
        {
            var track = Assert.Single(tracks, track => track.Any(parcel => parcel.PersonId == person.Key));
            Assert.Equal(person, track.Where(parcel => parcel.PersonId == person.Key));
        }
    });

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(100, new[] { 100 })]
    [InlineData(101, new[] { 100, 1 })]
    [InlineData(1_000, new[] { 300, 300, 200, 200 })]
    [InlineData(1_050, new[] { 300, 300, 300, 150 })]
    public void Many_persons_are_spread_over_all_tracks_in_whole_requests(int people, int[] sizes) => Assert.Equal(
        sizes, Tracks.Divide([.. Enumerable.Range(0, people).Select(i => Parcels.Event(i, $"cust_{i}"))], 4, 100).Select(track => track.Count));

    [Fact]
    public void Neighbours_stay_neighbours() => Assert.Equal(
        Enumerable.Range(0, 1_000).Select(i => (long)i),
        Tracks.Divide([.. Enumerable.Range(0, 1_000).Select(i => Parcels.Event(i, $"cust_{i}"))], 4, 100)
            .SelectMany(track => track).SelectMany(parcel => parcel.Rows.Select(row => row.MessageId)));

    // The published first bytes of SHA-256 of these texts.
    [Theory]
    [InlineData("", 0xe3b0c442)]
    [InlineData("abc", 0xba7816bf)]
    public void The_hash_is_the_same_for_ever(string text, uint hash) => Assert.Equal(hash, StableHash.Of(text));
}
