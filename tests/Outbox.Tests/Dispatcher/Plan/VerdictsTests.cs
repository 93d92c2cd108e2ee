using System.Text;
using CsCheck;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Tests.Dispatcher.Plan;

public sealed class VerdictsTests
{
    private static readonly Gen<string?> Fields =
        Gen.Int[0, 3].Select(i => new[] { null, "name", "attributes.plan", "attributes.none" }[i]);

    private static readonly Gen<(IReadOnlyList<Parcel>, TrackAnswer)> Cases =
        Gen.Select(Parcels.Any.Where(parcels => parcels.Count > 0), Gen.Enum<AnswerKind>(), Gen.Bool.Array[60], Fields)
            .Select((parcels, kind, refused, field) => (parcels, Answer(kind, [.. Enumerable.Range(0, parcels.Count)
                .Where(i => kind == AnswerKind.PartlyAccepted && refused[i])
                .Select(i => new ItemRefusal(i, "invalid", field, null))])));

    [Fact]
    public void Each_row_is_closed_once_or_goes_again_whatever_the_answer() => Cases.Sample((batch, answer) =>
    {
        var verdict = Verdicts.Of(batch, answer);
        var settled = verdict.Outcomes.Select(outcome => outcome.MessageId);
        var again = verdict.Again.SelectMany(parcels => parcels).SelectMany(parcel => parcel.Rows.Select(row => row.MessageId));
        Assert.Equal(batch.SelectMany(parcel => parcel.Rows.Select(row => row.MessageId)).Order(), settled.Concat(again).Order());
        Assert.All(verdict.Again, parcels => Assert.NotEmpty(parcels));
        Assert.DoesNotContain(verdict.Outcomes, outcome => outcome.Status == MessageStatus.Pending);
    });

    [Fact]
    public void What_goes_again_keeps_its_order() => Cases.Sample((batch, answer) =>
    {
        var again = Verdicts.Of(batch, answer).Again.SelectMany(parcels => parcels).SelectMany(parcel => parcel.Rows.Select(row => row.MessageId)).ToList();
        Assert.Equal(again.Order(), again);
    });

    [Fact]
    public void A_passing_failure_closes_nothing_and_sends_the_same_request_again() => Parcels.Any.Where(parcels => parcels.Count > 0).Sample(batch =>
    {
        var verdict = Verdicts.Of(batch, Answer(AnswerKind.TryAgain));
        Assert.Equal(Next.Wait, verdict.Next);
        Assert.Empty(verdict.Outcomes);
        Assert.Same(batch, Assert.Single(verdict.Again));
    });

    [Fact]
    public void Refused_credentials_close_nothing() =>
        Assert.Equal((Next.Stop, 0), Verdicts.Of([Parcels.Event(1, "a")], Answer(AnswerKind.Unauthorized)) is var verdict
            ? (verdict.Next, verdict.Outcomes.Count)
            : default);

    [Fact]
    public void An_accepted_identify_tells_what_is_known_of_the_person_and_an_accepted_removal_forgets()
    {
        var verdict = Verdicts.Of([Parcels.Identify(1, "a"), Parcels.Removal(2, "b"), Parcels.Event(3, "c")], Answer(AnswerKind.Accepted));

        Assert.Equal([new SentPerson("a", "hash", 7)], verdict.People);
        Assert.Equal(["b"], verdict.Forgotten);
        Assert.All(verdict.Outcomes, outcome => Assert.Equal(MessageStatus.Sent, outcome.Status));
    }

    [Theory]
    [InlineData(AnswerKind.Refused, Next.GoOn)]
    [InlineData(AnswerKind.NotUnderstood, Next.Wait)]
    public void A_request_refused_as_a_whole_or_not_understood_is_halved(AnswerKind kind, Next next)
    {
        var batch = Enumerable.Range(1, 5).Select(i => (Parcel)Parcels.Event(i, "a")).ToList();

        var verdict = Verdicts.Of(batch, Answer(kind));

        Assert.Equal([[1, 2], [3, 4, 5]], verdict.Again.Select(half => half.SelectMany(parcel => parcel.Rows.Select(row => row.MessageId))));
        Assert.Equal(next, verdict.Next);
    }

    [Fact]
    public void An_answer_that_is_not_understood_closes_no_row_not_even_of_an_item_alone()
    {
        var verdict = Verdicts.Of([Parcels.Event(1, "a")], Answer(AnswerKind.NotUnderstood));

        Assert.Equal(Next.SetAside, verdict.Next);
        Assert.Empty(verdict.Outcomes);
        Assert.Equal([1L], Assert.Single(Assert.Single(verdict.Again)).Rows.Select(row => row.MessageId));
    }

    [Fact]
    public void An_identify_loses_a_refused_attribute_once_and_keeps_the_hash_of_all()
    {
        var first = Verdicts.Of([Parcels.Identify(1, "a")], Answer(AnswerKind.Refused, [new ItemRefusal(0, "invalid", "attributes.plan", null)]));
        var rest = Assert.IsType<IdentifyParcel>(Assert.Single(Assert.Single(first.Again)));
        Assert.DoesNotContain("plan", Encoding.UTF8.GetString(rest.Item.Json.Span), StringComparison.Ordinal);
        Assert.Equal("hash", rest.Accepted.AttributesHash);
        Assert.Empty(first.Outcomes);

        var second = Verdicts.Of([rest], Answer(AnswerKind.Refused, [new ItemRefusal(0, "invalid", "attributes.plan", null)]));
        Assert.Empty(second.Again);
        Assert.Equal(MessageStatus.Dead, Assert.Single(second.Outcomes).Status);
    }

    [Fact]
    public void An_identify_that_closes_no_touch_and_is_refused_leaves_a_fault()
    {
        var identify = Parcels.Identify(1, "a") with { Rows = [], Touches = [] };

        var verdict = Verdicts.Of([identify], Answer(AnswerKind.Refused));

        Assert.Empty(verdict.Outcomes);
        Assert.Equal("OBX459", Assert.Single(verdict.Faults).Code);
    }

    private static TrackAnswer Answer(AnswerKind kind, IReadOnlyList<ItemRefusal>? refusals = null) =>
        new(kind, null, refusals ?? [], null, false, "said");
}
