using CsCheck;
using Outbox.Core.Events;

namespace Outbox.Tests.Core;

public sealed class EventUlidTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly Gen<string> Texts = Gen.String[0, 40];

    [Fact]
    public void A_ulid_is_derived_as_the_vectors_say() =>
        Assert.All(Vectors.Ulids, v => Assert.Equal(v.Ulid, EventUlid.Derive(v.Source, v.EventId)));

    [Fact]
    public void The_vectors_cover_every_id() =>
        Assert.Empty(Vectors.Ids.Select(v => v.EventId).Except(Vectors.Ulids.Select(v => v.EventId)));

    [Fact]
    public void The_vectors_hold_no_ulid_twice() =>
        Assert.Equal(Vectors.Ulids.Count, Vectors.Ulids.Select(v => v.Ulid).Distinct().Count());

    [Fact]
    public void The_empty_fact_can_be_checked_by_hand()
    {
        // SHA-256 of a line break is 01ba4719 c80b6fe911b091a7c051 24b6…: 0x01ba4719 ms after 2020 began.
        var ulid = EventUlid.Derive("", "");

        Assert.Equal(1_577_836_800_000 + 0x01ba4719, Time(ulid));
        Assert.Equal("01DXG22BRSS05PZT8HP28TFG2H", ulid);
    }

    [Fact]
    public void The_same_fact_has_the_same_valid_ulid() => Gen.Select(Texts, Texts).Sample((source, id) =>
    {
        var ulid = EventUlid.Derive(source, id);
        return ulid == EventUlid.Derive(source, id) && ulid.Length == 26 && EventUlid.IsValid(ulid);
    });

    [Fact]
    public void The_time_lies_within_the_seven_weeks_after_2020_began() => Gen.Select(Texts, Texts).Sample((source, id) =>
        Time(EventUlid.Derive(source, id)) is >= 1_577_836_800_000 and <= 1_577_836_800_000 + uint.MaxValue);

    [Fact]
    public void Facts_that_differ_have_ulids_that_differ() => Gen.Select(Gen.Int, Gen.Int).Sample((one, other) =>
        (one == other) == (EventUlid.Derive("s", $"e:{one}") == EventUlid.Derive("s", $"e:{other}")));

    [Theory]
    [InlineData("01DXG22BRSS05PZT8HP28TFG2H", true)]
    [InlineData("01dxg22brss05pzt8hp28tfg2h", true)]
    [InlineData("00000000000000000000000000", true)]
    [InlineData("7ZZZZZZZZZZZZZZZZZZZZZZZZZ", true)]
    [InlineData("80000000000000000000000000", false)]
    [InlineData("", false)]
    [InlineData("01DXG22BRSS05PZT8HP28TFG2", false)]
    [InlineData("01DXG22BRSS05PZT8HP28TFG2H0", false)]
    [InlineData("01DXG22BRSS05PZT8HP28TFG2I", false)]
    [InlineData("01DXG22BRSS05PZT8HP28TFG2L", false)]
    [InlineData("01DXG22BRSS05PZT8HP28TFG2O", false)]
    [InlineData("01DXG22BRSS05PZT8HP28TFG2U", false)]
    [InlineData("01DXG22BRSS05PZT8HP28TFG-H", false)]
    [InlineData("01DXG22BRSS05PZT8HP28TFG2ı", false)]
    [InlineData("01DXG22BRSS05PZT8HP28TFG2ſ", false)]
    public void A_ulid_is_told_from_what_is_none(string text, bool valid) => Assert.Equal(valid, EventUlid.IsValid(text));

    private static long Time(string ulid) =>
        ulid[..10].Aggregate(0L, (time, c) => (time << 5) | (long)Alphabet.IndexOf(c, StringComparison.Ordinal));
}
