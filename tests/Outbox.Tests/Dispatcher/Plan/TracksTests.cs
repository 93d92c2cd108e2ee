using CsCheck;
using Outbox.Dispatcher.Plan;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class TracksTests
{
    [Fact]
    public void A_persons_parcels_stay_on_one_track_and_in_order() => Gen.Select(Parcels.Any, Gen.Int[1, 8]).Sample((parcels, count) =>
    {
        var tracks = Tracks.Divide(parcels, count);
        Assert.InRange(tracks.Count, 0, count);
        Assert.All(tracks, track => Assert.NotEmpty(track));
        Assert.Equal(parcels.Count, tracks.Sum(track => track.Count));
        foreach (var person in parcels.GroupBy(parcel => parcel.PersonId))
        {
            var track = Assert.Single(tracks, track => track.Any(parcel => parcel.PersonId == person.Key));
            Assert.Equal(person, track.Where(parcel => parcel.PersonId == person.Key));
        }
    });

    [Fact]
    public void Many_persons_are_spread_over_all_tracks() =>
        Assert.Equal(4, Tracks.Divide(Enumerable.Range(0, 100).Select(i => Parcels.Event(i, $"cust_{i}")), 4).Count);

    // The published first bytes of SHA-256 of these texts.
    [Theory]
    [InlineData("", 0xe3b0c442)]
    [InlineData("abc", 0xba7816bf)]
    public void The_hash_is_the_same_for_ever(string text, uint hash) => Assert.Equal(hash, StableHash.Of(text));
}
