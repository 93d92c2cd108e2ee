using CsCheck;
using Outbox.Core.Messages;
using Outbox.Dispatcher.Plan;
using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class PersonPlanTests
{
    private static readonly ShapedPerson Shaped = new("{}", "now", []);

    private static readonly Gen<string?> Hashes = Gen.Int[0, 2].Select(i => new[] { null, "now", "before" }[i]);

    private static readonly Gen<MessageKind> Kinds = Gen.Int[0, 4].Select(i =>
        new[] { MessageKind.Event, MessageKind.Event, MessageKind.Touch, MessageKind.Delete, MessageKind.Suppress }[i]);

    private static readonly Gen<PersonFacts> Facts =
        Gen.Select(Gen.Enum<PersonState>(), Hashes, Gen.Bool).Select((state, hash, isSent) =>
            new PersonFacts("p", state, state == PersonState.Present ? Shaped : null, isSent ? new SentPerson("p", hash, 1) : null));

    private static readonly Gen<IReadOnlyList<PersonalRow>> Rows =
        Kinds.List[1, 12]
            .Select(kinds => (IReadOnlyList<PersonalRow>)[.. kinds.Select((kind, i) => Row(i + 1, kind))]);

    [Fact]
    public void Each_row_is_closed_or_sent_and_never_both() => Gen.Select(Facts, Rows, Gen.Enum<UnknownPolicy>()).Sample((facts, rows, policy) =>
    {
        var plan = PersonPlan.Make(facts, rows, policy);
        var all = plan.Closed.Select(outcome => outcome.MessageId)
            .Concat(plan.Touches.Select(row => row.MessageId))
            .Concat(plan.Removals.Concat(plan.Events).Select(row => row.Message.MessageId));
        Assert.Equal(rows.Select(row => row.Message.MessageId), all.Order());
    });

    [Fact]
    public void No_event_from_before_a_removal_is_sent_and_every_removal_is() => Gen.Select(Facts, Rows).Sample((facts, rows) =>
    {
        var plan = PersonPlan.Make(facts, rows, UnknownPolicy.Send);
        var removals = rows.Where(row => row.Message.Kind is MessageKind.Delete or MessageKind.Suppress).ToList();
        Assert.Equal(removals, plan.Removals);
        Assert.All(plan.Events, row => Assert.True(removals.Count == 0 || row.Message.MessageId > removals[^1].Message.MessageId));
    });

    [Fact]
    public void An_event_of_somebody_who_is_there_goes_with_attributes_that_are_current() => Gen.Select(Facts, Rows).Sample((facts, rows) =>
    {
        var plan = PersonPlan.Make(facts, rows, UnknownPolicy.SendFirst);
        var isKnown = facts.Sent?.AttributesHash == "now" && plan.Removals.Count == 0;
        Assert.True(plan.Events.Count == 0 || isKnown || plan.Attributes is not null);
        Assert.True(plan.Events.Count == 0 || facts.State == PersonState.Present);
        Assert.True(plan.Attributes is null || !isKnown);
    });

    [Theory]
    [InlineData(null, 100L)]
    [InlineData(50L, 100L)]
    [InlineData(100L, 101L)]
    [InlineData(500L, 501L)]
    public void A_stamp_is_the_databases_second_or_one_more_than_the_last(long? last, long stamp) =>
        Assert.Equal(stamp, Stamp.After(DateTime.UnixEpoch.AddSeconds(100.9), last is { } value ? new SentPerson("p", null, value) : null));

    private static PersonalRow Row(long id, MessageKind kind) =>
        new(new OutboxMessage { MessageId = id, Kind = kind, CapturedBy = "people", CreatedAt = DateTime.UnixEpoch }, "p", "p", null);
}
