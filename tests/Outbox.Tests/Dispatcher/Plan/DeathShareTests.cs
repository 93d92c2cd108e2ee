using Outbox.Dispatcher.Plan;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class DeathShareTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(50, 0, 0, true)]
    [InlineData(49, 0, 0, false)]
    [InlineData(50, 200, 0, true)]
    [InlineData(50, 201, 0, false)]
    [InlineData(50, 0, 201, false)]
    [InlineData(1_000, 9_000, 0, false)]
    public void Too_many_are_so_many_rows_and_such_a_share(int dead, int sent, int beside, bool isTooMuch) =>
        Assert.Equal(isTooMuch, Make().IsTooMuch(Noon, sent, dead, beside, isOnProbation: false));

    [Fact]
    public void What_died_before_counts_within_the_window()
    {
        var share = Make();
        share.Add(Noon, 0, 30);

        Assert.True(share.IsTooMuch(Noon.AddSeconds(60), 0, 20, 0, isOnProbation: false));
        Assert.False(share.IsTooMuch(Noon.AddSeconds(61), 0, 20, 0, isOnProbation: false));
        Assert.Equal((0, 0), (share.Dead, share.Settled));
    }

    [Fact]
    public void After_a_hold_that_ended_by_itself_a_tenth_is_too_many()
    {
        Assert.True(Make().IsTooMuch(Noon, 0, 5, 0, isOnProbation: true));
        Assert.False(Make().IsTooMuch(Noon, 0, 4, 0, isOnProbation: true));
    }

    private static DeathShare Make() => new(50, 20, TimeSpan.FromMinutes(1));
}
