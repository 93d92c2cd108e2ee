using Outbox.Cli.Demo.Compare;
using static Outbox.EndToEnd.Tests.Demo.Samples;

namespace Outbox.EndToEnd.Tests.Demo;

public sealed class ComparerTests
{
    [Fact]
    public void All_that_was_committed_and_nothing_else_holds()
    {
        var comparison = Compare(Arrival(Second), Arrival(First));

        Assert.True(comparison.Holds);
        Assert.Equal((2, 2, 0, 0), (comparison.Committed, comparison.DeliveredOnce, comparison.Lost, comparison.Duplicated));
        Assert.Equal(TimeSpan.FromMilliseconds(10), comparison.Latency.P50);
    }

    [Fact]
    public void A_lost_event_is_found()
    {
        var comparison = Compare(Arrival(First));

        Assert.False(comparison.Holds);
        Assert.Equal((1, 1), (comparison.DeliveredOnce, comparison.Lost));
        var difference = Assert.Single(comparison.Differences);
        Assert.Equal((DifferenceKind.Lost, "order_completed:2"), (difference.Kind, difference.Subject));
        Assert.Null(difference.Actual);
    }

    [Theory]
    [InlineData("another ULID")]
    [InlineData(null)]
    public void A_fact_that_came_again_under_another_id_is_a_duplicate(string? ulid)
    {
        var comparison = Compare(Arrival(First), Arrival(Second), Arrival(First) with { Ulid = ulid });

        Assert.False(comparison.Holds);
        Assert.Equal((1, 1, 0), (comparison.DeliveredOnce, comparison.Duplicated, comparison.Lost));
        Assert.Equal(DifferenceKind.Duplicated, Assert.Single(comparison.Differences).Kind);
    }

    [Fact]
    public void Two_events_under_one_id_are_a_duplicate() =>
        Assert.Equal(1, Compare(Arrival(First), Arrival(First), Arrival(Second)).Duplicated);

    [Fact]
    public void A_resend_that_was_taken_for_one_is_counted_and_no_duplicate()
    {
        var comparison = Compare(Arrival(First) with { TimesReceived = 3 }, Arrival(Second));

        Assert.True(comparison.Holds);
        Assert.Equal(2, Assert.Single(comparison.ByName).Resends);
    }

    [Fact]
    public void A_wrong_property_is_found_with_its_place()
    {
        var wrong = Arrival(First) with { Data = Json("""{"value_cents":1250,"items":[{"sku":"A","quantity":3}]}""") };
        var comparison = Compare(wrong, Arrival(Second));

        AssertWrong(comparison, "$.items[0].quantity: expected 2, got 3");
    }

    [Fact]
    public void The_event_of_one_person_on_another_is_found() =>
        AssertWrong(Compare(Arrival(First) with { PersonId = "cust_2" }, Arrival(Second)), "person: expected cust_1, got cust_2");

    [Fact]
    public void A_wrong_name_is_found() =>
        AssertWrong(Compare(Arrival(First) with { Name = "shadow_x" }, Arrival(Second)), "name: expected order_completed, got shadow_x");

    [Fact]
    public void A_wrong_time_is_found() =>
        AssertWrong(Compare(Arrival(First) with { Timestamp = 1 }, Arrival(Second)), "timestamp: expected 1795446245, got 1");

    [Fact]
    public void An_event_that_nobody_committed_is_found()
    {
        var comparison = Compare(Arrival(First), Arrival(Second), Arrival(First) with { Ulid = "of a rolled back write", PersonId = "cust_9" });

        Assert.False(comparison.Holds);
        Assert.Equal((2, 0, 0), (comparison.DeliveredOnce, comparison.Lost, comparison.Duplicated));
        Assert.Equal(DifferenceKind.Unexpected, Assert.Single(comparison.Differences).Kind);
    }

    [Fact]
    public void What_a_schedule_found_has_no_latency()
    {
        var comparison = Judge.Compare([First with { CommittedAt = null }], [Arrival(First)], [], []);

        Assert.True(comparison.Holds);
        Assert.Equal(0, comparison.Latency.Count);
    }

    private static void AssertWrong(Comparison comparison, string detail)
    {
        Assert.False(comparison.Holds);
        Assert.Equal((1, 0, 0), (comparison.DeliveredOnce, comparison.Lost, comparison.Duplicated));
        var difference = Assert.Single(comparison.Differences);
        Assert.Equal((DifferenceKind.Wrong, detail), (difference.Kind, difference.Detail));
        Assert.NotNull(difference.Actual);
    }
}
