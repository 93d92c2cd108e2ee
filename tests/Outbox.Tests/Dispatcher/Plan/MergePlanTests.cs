using Outbox.Core.Messages;
using Outbox.Dispatcher.Plan;
using Outbox.Mapping.Model;
using Outbox.Stores;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class MergePlanTests
{
    private static readonly DateTime Now = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);
    private static readonly PersonLink Old = new("guest_1", "42", Now.AddHours(-1), null, null);

    [Fact]
    public void A_link_is_noted_at_once_and_the_merge_waits_for_the_customer()
    {
        var plan = Plan(Facts() with { FirstSentAt = null });

        Assert.Equal(new GuestStage("guest_1", "42", "cust_42", MergeStage.Linked), Assert.Single(plan.Settlement.Guests));
        Assert.Equal(1, Assert.Single(plan.Settlement.Delays).Row.MessageId);
        Assert.Empty(plan.Parcels);
        Assert.Empty(plan.Closed);
    }

    [Theory]
    [InlineData(-30, -30, 30)]
    [InlineData(-90, -30, 30)]
    [InlineData(-30, -90, 30)]
    [InlineData(-60, -60, 0)]
    public void The_merge_goes_once_both_link_and_profile_are_old_enough(int linkedSeconds, int sentSeconds, int waitSeconds)
    {
        var plan = Plan(Facts() with { Link = Old with { LinkedAt = Now.AddSeconds(linkedSeconds) }, FirstSentAt = Now.AddSeconds(sentSeconds) });

        Assert.Equal(waitSeconds == 0 ? 1 : 0, plan.Parcels.Count);
        Assert.Equal(waitSeconds == 0 ? [] : [TimeSpan.FromSeconds(waitSeconds)], plan.Settlement.Delays.Select(delay => delay.Delay));
    }

    [Fact]
    public void A_merge_under_way_is_noted_before_it_is_sent()
    {
        var plan = Plan(Facts() with { Link = Old });

        Assert.Equal(MergeStage.Merging, Assert.Single(plan.Settlement.Guests).Stage);
        var parcel = Assert.IsType<MergeParcel>(Assert.Single(plan.Parcels));
        Assert.Equal(("guest_1", "cust_42"), (parcel.PersonId, parcel.OtherPersonId));
    }

    [Fact]
    public void It_waits_again_where_something_goes_to_the_guest_with_the_same_read()
    {
        var plan = MergePlan.Make([Facts() with { Link = Old }], new HashSet<string> { "guest_1" }, Now, Delay, null, "shop");

        Assert.Empty(plan.Parcels);
        Assert.Equal(Delay, Assert.Single(plan.Settlement.Delays).Delay);
    }

    [Fact]
    public void Where_nothing_was_sent_for_the_guest_the_link_is_all()
    {
        var plan = Plan(Facts() with { WasSent = false });

        Assert.Equal(MergeStage.Linked, Assert.Single(plan.Settlement.Guests).Stage);
        Assert.Equal(MessageStatus.Skipped, Assert.Single(plan.Closed).Status);
    }

    [Fact]
    public void Of_two_rows_that_merge_the_same_one_goes()
    {
        var plan = Plan(Facts() with { Link = Old }, Facts(2) with { Link = Old });

        Assert.Single(plan.Parcels);
        Assert.Equal(2, Assert.Single(plan.Closed).MessageId);
    }

    [Theory]
    [InlineData(PersonState.Missing, MessageStatus.Dead, "OBX476")]
    [InlineData(PersonState.Excluded, MessageStatus.Skipped, "OBX453")]
    public void Whoever_is_not_there_to_stay_is_not_merged_into(PersonState state, MessageStatus status, string code)
    {
        var plan = Plan(Facts() with { Primary = state });

        Assert.Equal(status, Assert.Single(plan.Closed).Status);
        Assert.StartsWith(code, plan.Closed[0].Reason, StringComparison.Ordinal);
        Assert.Empty(plan.Settlement.Guests);
    }

    [Theory]
    [InlineData(DeletionAction.Suppress, RemovalKind.Suppress)]
    [InlineData(DeletionAction.Delete, RemovalKind.Delete)]
    public void Who_was_to_be_gone_is_gone_as_a_guest_too(DeletionAction deletion, RemovalKind kind)
    {
        var plan = MergePlan.Make([Facts() with { Primary = PersonState.Deleted, Link = Old }], new HashSet<string>(), Now, Delay, deletion, "shop");

        var parcel = Assert.IsType<RemovalParcel>(Assert.Single(plan.Parcels));
        Assert.Equal(("guest_1", kind), (parcel.PersonId, parcel.Kind));
    }

    [Fact]
    public void A_key_that_is_somebody_elses_by_now_is_not_merged_away()
    {
        var plan = Plan(Facts() with { IsSomebody = true, Row = Row(1, MergePlan.PeopleCapture) });

        Assert.Equal(MessageStatus.Dead, Assert.Single(plan.Closed).Status);
    }

    [Fact]
    public void A_person_is_not_merged_into_the_same_person()
    {
        var plan = Plan(Facts() with { PrimaryId = "guest_1" });

        Assert.Equal(MessageStatus.Skipped, Assert.Single(plan.Closed).Status);
    }

    private static MergePlan Plan(params MergeFacts[] merges) =>
        MergePlan.Make(merges, new HashSet<string>(), Now, Delay, null, "shop");

    private static MergeFacts Facts(long id = 1) =>
        new(Row(id, "LinkGuest"), "42", "cust_42", PersonState.Present, null, Now.AddHours(-1), null, WasSent: true, IsSomebody: false);

    private static PersonalRow Row(long id, string capturedBy) => new(
        new OutboxMessage { MessageId = id, Kind = MessageKind.Merge, CapturedBy = capturedBy, CreatedAt = Now }, "guest_1", null, null);
}
