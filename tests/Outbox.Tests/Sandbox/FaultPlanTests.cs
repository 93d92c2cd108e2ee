using Outbox.Sandbox.Faults;

namespace Outbox.Tests.Sandbox;

public class FaultPlanTests
{
    private static readonly FaultSettings Some = new()
    {
        TooManyRequests = 0.1,
        ServerError = 0.1,
        Slow = 0.1,
        Cut = 0.1,
        CutBefore = 0.1,
        Redirect = 0.1,
        Garbage = 0.1,
    };

    [Fact]
    public void A_seed_always_gives_the_same_faults() =>
        Assert.Equal(Draw(7, Some), Draw(7, Some));

    [Fact]
    public void Another_seed_gives_others() =>
        Assert.NotEqual(Draw(7, Some), Draw(8, Some));

    [Fact]
    public void The_draws_of_a_seed_never_change() => Assert.Equal(
        [3, 10, 17, 18, 20],
        Enumerable.Range(1, 20).Where(i => new FaultPlan(1).Draw(i, new() { Cut = 0.3 }) == Fault.Cut));

    [Fact]
    public void Without_rates_nothing_fails_and_at_one_everything_does()
    {
        Assert.All(Draw(7, new()), fault => Assert.Equal(Fault.None, fault));
        Assert.All(Draw(7, new() { Slow = 1 }), fault => Assert.Equal(Fault.Slow, fault));
    }

    [Fact]
    public void A_fault_comes_up_at_its_rate()
    {
        var cuts = Draw(7, new() { Cut = 0.2 }).Count(fault => fault == Fault.Cut);
        Assert.InRange(cuts, 1_800, 2_200);
    }

    [Fact]
    public void A_changed_rate_does_not_shift_the_draws_of_another_fault()
    {
        var alone = Draw(7, new() { CutBefore = 0.2 });
        var together = Draw(7, new() { CutBefore = 0.2, Slow = 0.5 });

        Assert.Equal(
            alone.Select(fault => fault == Fault.CutBefore),
            together.Select(fault => fault == Fault.CutBefore));
    }

    private static List<Fault> Draw(int seed, FaultSettings settings)
    {
        var plan = new FaultPlan(seed);
        return [.. Enumerable.Range(1, 10_000).Select(i => plan.Draw(i, settings))];
    }
}
