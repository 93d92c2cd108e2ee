using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>Judges a request's rows by its answer. Each row is closed once or goes again.</summary>
public static class Verdicts
{
    /// <summary>Judges.</summary>
    /// <param name="batch">The request's parcels, at least one.</param>
    /// <param name="answer">Its answer.</param>
    public static Verdict Of(IReadOnlyList<Parcel> batch, TrackAnswer answer) => answer.Kind switch
    {
        AnswerKind.Accepted => Settle(batch, []),
        AnswerKind.PartlyAccepted => Settle(batch, answer.Refusals),
        AnswerKind.Refused when batch.Count > 1 => Bisect(batch, Next.GoOn),
        AnswerKind.Refused => Settle(batch, [answer.Refusals.Count > 0 ? answer.Refusals[0] with { Index = 0 } : Unnamed(answer)]),

        // Nothing is closed by it. Halved, since an item alone may provoke it: a proxy that reads what passes.
        AnswerKind.NotUnderstood when batch.Count > 1 => Bisect(batch, Next.Wait),
        AnswerKind.NotUnderstood => Keep(batch, Next.SetAside),
        AnswerKind.TryAgain => Keep(batch, Next.Wait),
        AnswerKind.Unauthorized => Keep(batch, Next.Stop),
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.Kind, "An answer of a kind that is not known."),
    };

    private static Verdict Settle(IReadOnlyList<Parcel> batch, IReadOnlyList<ItemRefusal> refusals)
    {
        var refused = refusals.ToDictionary(refusal => refusal.Index);
        var outcomes = new List<Outcome>();
        var people = new List<SentPerson>();
        var forgotten = new List<string>();
        var faults = new List<RecordedFault>();
        var again = new List<Parcel>();
        var settlement = Settlement.Nothing;
        for (var i = 0; i < batch.Count; i++)
        {
            var parcel = batch[i];
            if (refused.TryGetValue(i, out var refusal))
            {
                Refuse(parcel, refusal, outcomes, faults, again);
                continue;
            }

            if (parcel is IdentifyParcel { Then: { } then } part)
            {
                // Before anything else of the person, and not without this: it closes the rows of both.
                people.Add(part.Accepted);
                again.Add(then);
                continue;
            }

            var late = (parcel as EventParcel)?.Late;
            outcomes.AddRange(parcel.Rows.Select(row => Outcome.Sent(row, late)));
            switch (parcel)
            {
                case StateParcel identify:
                    people.Add(identify.Accepted);
                    break;
                case RemovalParcel removal:
                    forgotten.Add(parcel.PersonId);
                    settlement = settlement with
                    {
                        Removals = [.. settlement.Removals, .. removal.Notes],
                        Erasures = [.. settlement.Erasures, .. removal.Erasures],
                        Erased = removal.Kind == RemovalKind.Forget ? [.. settlement.Erased, .. removal.Rows] : settlement.Erased,
                    };
                    break;
                case MergeParcel merge:
                    forgotten.Add(parcel.PersonId);
                    settlement = settlement with
                    {
                        Guests = [.. settlement.Guests, new GuestStage(merge.PersonId, merge.PrimaryKey, merge.PrimaryId, MergeStage.Merged)],
                    };
                    break;
            }
        }

        return new Verdict(Next.GoOn, outcomes, people, forgotten, faults, again.Count > 0 ? [again] : []) { Settlement = settlement };
    }

    private static void Refuse(
        Parcel parcel, ItemRefusal refusal, List<Outcome> outcomes, List<RecordedFault> faults, List<Parcel> again)
    {
        // One attribute must not keep a person's other attributes out.
        if (parcel is StateParcel identify && refusal.Attribute is { } attribute && identify.Without(attribute) is { } rest)
        {
            faults.Add(PeopleFault.Of(identify, RowReasons.AttributeRefused, attribute, refusal.Reason));
            again.Add(rest);
            return;
        }

        if (parcel is StateParcel whole)
        {
            // There may be no touch to carry the reason: an event alone can need the attributes.
            faults.Add(PeopleFault.Of(whole, RowReasons.Refused, refusal.Field, refusal.Reason));
        }

        outcomes.AddRange(Close(parcel, RowReasons.Refused.With(Words(refusal))));
    }

    private static Verdict Bisect(IReadOnlyList<Parcel> batch, Next next)
    {
        var half = batch.Count / 2;
        return new Verdict(next, [], [], [], [], [[.. batch.Take(half)], [.. batch.Skip(half)]]);
    }

    private static Verdict Keep(IReadOnlyList<Parcel> batch, Next next) => new(next, [], [], [], [], [batch]);

    private static List<Outcome> Close(Parcel parcel, string reason) =>
        [.. parcel.Rows.Select(row => Outcome.Dead(row, reason))];

    private static ItemRefusal Unnamed(TrackAnswer answer) => new(0, "refused", null, answer.Detail);

    private static string Words(ItemRefusal refusal) =>
        string.Join(", ", new[] { refusal.Reason, refusal.Field, refusal.Message }.Where(word => !string.IsNullOrEmpty(word)));
}
