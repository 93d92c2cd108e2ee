using CsCheck;
using Outbox.Core.Messages;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class DeliveryRuleTests
{
    [Theory]
    [InlineData(Delivery.Live, 100, "sql", "order_completed")]
    [InlineData(Delivery.Live, 0, "sql", "shadow_order_completed")]
    [InlineData(Delivery.Live, 100, "web", "shadow_order_completed")]
    [InlineData(Delivery.Shadow, 100, "sql", "shadow_order_completed")]
    public void The_name_tells_whether_it_is_a_rehearsal(Delivery delivery, int percent, string source, string name) =>
        Assert.Equal(name, DeliveryRule.NameFor(new EventTypeState("order_completed", delivery, percent, source), "order_completed", "p1"));

    [Fact]
    public void A_type_that_the_database_does_not_know_is_rehearsed()
    {
        Assert.Equal("shadow_order_completed", DeliveryRule.NameFor(null, "order_completed", "p1"));
        Assert.Equal(DeliveryGate.Go, DeliveryRule.Gate(null));
    }

    [Theory]
    [InlineData(Delivery.Live, DeliveryGate.Go)]
    [InlineData(Delivery.Shadow, DeliveryGate.Go)]
    [InlineData(Delivery.Off, DeliveryGate.Skip)]
    [InlineData(Delivery.Paused, DeliveryGate.Wait)]
    public void Off_skips_and_paused_waits(Delivery delivery, DeliveryGate gate) =>
        Assert.Equal(gate, DeliveryRule.Gate(new EventTypeState("order_completed", delivery, 100, "sql")));

    [Fact]
    public void A_person_whom_a_rollout_has_reached_stays_reached_as_it_grows() =>
        Gen.Select(Gen.String, Gen.Int[0, 99]).Sample((person, percent) =>
            Assert.True(!DeliveryRule.IsReached(percent, "order_completed", person)
                || DeliveryRule.IsReached(percent + 1, "order_completed", person)));

    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(90)]
    public void A_rollout_reaches_about_its_share_of_the_persons(int percent)
    {
        var reached = Enumerable.Range(0, 10_000).Count(i => DeliveryRule.IsReached(percent, "order_completed", $"cust_{i}"));

        Assert.InRange(reached, (percent * 100) - 200, (percent * 100) + 200);
    }

    [Fact]
    public void Types_do_not_reach_the_same_persons_first()
    {
        var both = Enumerable.Range(0, 10_000).Count(i =>
            DeliveryRule.IsReached(50, "order_completed", $"cust_{i}") && DeliveryRule.IsReached(50, "order_shipped", $"cust_{i}"));

        Assert.InRange(both, 2_200, 2_800);
    }
}
