using CsCheck;
using Outbox.Dispatcher.Plan;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class WavesTests
{
    [Fact]
    public void Every_parcel_is_in_one_wave_and_none_is_empty() => Parcels.Any.Sample(parcels =>
    {
        var waves = Waves.Cut(parcels);
        Assert.All(waves, wave => Assert.NotEmpty(wave));
        Assert.Equal(parcels.SelectMany(Ids).Order(), waves.SelectMany(wave => wave).SelectMany(Ids).Order());
    });

    [Fact]
    public void Parcels_of_a_person_never_overtake_each_other() => Parcels.Any.Sample(parcels =>
    {
        var sent = Waves.Cut(parcels).SelectMany(wave => wave).ToList();
        foreach (var person in parcels.Select(parcel => parcel.PersonId).Distinct())
        {
            Assert.Equal(parcels.Where(p => p.PersonId == person), sent.Where(p => p.PersonId == person));
        }
    });

    [Fact]
    public void Whatever_travels_alone_shares_a_wave_with_nothing_of_its_person() => Parcels.Any.Sample(parcels =>
    {
        foreach (var own in Waves.Cut(parcels).SelectMany(wave => wave.GroupBy(parcel => parcel.PersonId)))
        {
            Assert.True(own.Count() == 1 || !own.Any(parcel => parcel.TravelsAlone));
        }
    });

    [Fact]
    public void Events_of_a_strict_type_and_one_person_are_in_different_waves() => Parcels.Any.Sample(parcels =>
    {
        foreach (var own in Waves.Cut(parcels).SelectMany(wave => wave.OfType<EventParcel>().GroupBy(parcel => (parcel.PersonId, parcel.Type))))
        {
            Assert.True(own.Count(parcel => parcel.IsStrict) <= 1);
        }
    });

    [Fact]
    public void First_come_the_identifies_then_the_events_all_persons_together()
    {
        var waves = Waves.Cut([
            Parcels.Identify(1, "a"), Parcels.Event(2, "a"), Parcels.Event(3, "a"), Parcels.Identify(4, "b"), Parcels.Event(5, "b")]);

        Assert.Equal([[1, 4], [2, 3, 5]], waves.Select(wave => wave.SelectMany(Ids)));
    }

    [Fact]
    public void A_deletion_waits_for_what_was_before_it_and_holds_back_what_is_after_it()
    {
        var waves = Waves.Cut([Parcels.Event(1, "a"), Parcels.Removal(2, "a"), Parcels.Event(3, "a"), Parcels.Event(4, "b")]);

        Assert.Equal([[1, 4], [2], [3]], waves.Select(wave => wave.SelectMany(Ids)));
    }

    [Fact]
    public void A_merge_shares_no_request_with_anything_of_either_person()
    {
        var waves = Waves.Cut([
            Parcels.Event(1, "guest"), Parcels.Identify(2, "a"), Parcels.Event(3, "a"), Parcels.Merge(4, "guest", "a"),
            Parcels.Event(5, "a"), Parcels.Event(6, "b")]);

        Assert.Equal([[1, 2, 6], [3], [4], [5]], waves.Select(wave => wave.SelectMany(Ids)));
    }

    [Fact]
    public void Strict_types_do_not_wait_for_each_other()
    {
        var waves = Waves.Cut([
            Parcels.Event(1, "a", "x", isStrict: true),
            Parcels.Event(2, "a", "y", isStrict: true),
            Parcels.Event(3, "a", "x", isStrict: true),
            Parcels.Event(4, "a", "y", isStrict: true)]);

        Assert.Equal([[1, 2], [3, 4]], waves.Select(wave => wave.SelectMany(Ids)));
    }

    private static IEnumerable<long> Ids(Parcel parcel) => parcel.Rows.Select(row => row.MessageId);
}
