using CsCheck;
using Outbox.Dispatcher.Plan;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class FairShareTests
{
    [Theory]
    [InlineData(16, 1, "16")]
    [InlineData(16, 2, "8 8")]
    [InlineData(16, 3, "6 5 5")]
    [InlineData(16, 5, "4 3 3 3 3")]
    [InlineData(1, 3, "1 0 0")]
    public void The_oldest_have_what_is_left_over(int lanes, int live, string shares) =>
        Assert.Equal(shares, string.Join(' ', Enumerable.Range(1, live).Select(place => FairShare.Of(lanes, live, place))));

    [Fact]
    public void All_shares_are_all_lanes_and_no_two_differ_by_more_than_one() => Gen.Select(Gen.Int[0, 64], Gen.Int[1, 40]).Sample((lanes, live) =>
    {
        var shares = Enumerable.Range(1, live).Select(place => FairShare.Of(lanes, live, place)).ToList();
        Assert.Equal(lanes, shares.Sum());
        Assert.InRange(shares.Max() - shares.Min(), 0, 1);
    });

    [Fact]
    public void Who_joins_makes_nobodys_share_larger() => Gen.Select(Gen.Int[0, 64], Gen.Int[1, 40]).Sample((lanes, live) =>
        Assert.All(Enumerable.Range(1, live), place => Assert.True(FairShare.Of(lanes, live + 1, place) <= FairShare.Of(lanes, live, place))));

    [Fact]
    public void What_is_handed_back_is_the_surplus_at_rest_first() => Gen.Select(Gen.Byte[0, 15].HashSet[0, 16], Gen.Int[0, 0xFFFF], Gen.Int[0, 16])
        .Sample((lanes, used, share) =>
        {
            List<(byte Lane, bool IsInUse)> held = [.. lanes.Select(lane => (lane, (used >> lane & 1) == 1))];
            var back = GiveBack.Choose(held, share);
            Assert.Equal(Math.Max(0, held.Count - share), back.Now.Count + back.Later.Count);
            Assert.All(back.Now, lane => Assert.Contains((lane, false), held));
            Assert.All(back.Later, lane => Assert.Contains((lane, true), held));
            Assert.True(back.Later.Count == 0 || back.Now.Count == held.Count(lane => !lane.IsInUse));
        });

    [Fact]
    public void Lane_0_moves_last() => Assert.Equal([3, 2, 1], GiveBack.Choose([(0, false), (1, false), (2, false), (3, false)], 1).Now);
}
