using Outbox.Cli.Demo;
using Outbox.Cli.Demo.Shop;
using Outbox.Cli.Demo.Shop.Deeds;

namespace Outbox.EndToEnd.Tests.Demo;

public sealed class PlanTests
{
    [Fact]
    public void A_seed_makes_the_same_plan_each_time()
    {
        Assert.Equal(Names(PlayPlan.Make(50, isWarehouse: true, seed: 7)), Names(PlayPlan.Make(50, isWarehouse: true, seed: 7)));
        Assert.NotEqual(Names(PlayPlan.Make(50, isWarehouse: true, seed: 7)), Names(PlayPlan.Make(50, isWarehouse: true, seed: 8)));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(150)]
    [InlineData(5000)]
    public void What_a_schedule_is_to_find_is_done_before_the_last_start(int orders)
    {
        var deeds = PlayPlan.Make(orders, isWarehouse: true, seed: 3).Deeds;
        var last = deeds.Index().Last(d => d.Item is ReceiveGoods or ChangePrice or JoinWaitlist).Index;

        Assert.True(last < (int)(deeds.Count * KillPlan.FeedersDone));
    }

    [Fact]
    public void One_desk_alone_keeps_the_warehouse() =>
        Assert.DoesNotContain(PlayPlan.Make(50, isWarehouse: false, seed: 7).Deeds, d => d is ReceiveGoods or ChangePrice);

    [Fact]
    public void No_desk_waits_at_a_gate_for_deeds_behind_it()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            int[] desks = [PlayPlan.Make(20 + seed, isWarehouse: true, seed).Deeds.Count, PlayPlan.Make(20 + seed, isWarehouse: false, seed).Deeds.Count];
            var plan = KillPlan.Make(desks.Sum(), seed);

            Assert.InRange(plan.FirstStart, plan.FirstKill, Within(KillPlan.FirstGate));
            Assert.InRange(plan.SecondKill, plan.FirstStart + 1, Within(KillPlan.SecondGate));
            Assert.All(desks, d => Assert.True((int)(d * KillPlan.FeedersDone) <= (int)(d * KillPlan.SecondGate)));

            int Within(double gate) => desks.Sum(d => (int)(d * gate));
        }
    }

    private static IEnumerable<string> Names(PlayPlan plan) => plan.Deeds.Select(d => d.GetType().Name);
}
