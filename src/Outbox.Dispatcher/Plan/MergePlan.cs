using Outbox.Core;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>
/// What a read's merges come to. A merge is the last that is sent for who goes; it waits until Customer.io has who stays, and
/// some time more, since it does nothing before. From the moment that the link is noted, rows of who goes are given to who
/// stays.
/// </summary>
/// <param name="Closed">Merges that need no request.</param>
/// <param name="Parcels">Merges to send, or the removal of who goes where who stays was removed.</param>
/// <param name="Settlement">To be recorded before the first request.</param>
public sealed record MergePlan(IReadOnlyList<Outcome> Closed, IReadOnlyList<Parcel> Parcels, Settlement Settlement)
{
    /// <summary>What captures a change of a key in the people table.</summary>
    public const string PeopleCapture = "people";

    /// <summary>How often it is looked whether Customer.io has who stays.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Plans.</summary>
    /// <param name="merges">The merges, in order.</param>
    /// <param name="busy">Ids for which the read sends something.</param>
    /// <param name="now">The database's clock, UTC.</param>
    /// <param name="delay">How long after its profile was accepted a person may be merged into.</param>
    /// <param name="deletion">What a deletion in the people table means.</param>
    /// <param name="source">The namespace of the ids.</param>
    public static MergePlan Make(
        IReadOnlyList<MergeFacts> merges, IReadOnlySet<string> busy, DateTime now, TimeSpan delay, DeletionAction? deletion, string source)
    {
        var (closed, parcels, guests, delays) = (new List<Outcome>(), new List<Parcel>(), new List<GuestStage>(), new List<MessageDelay>());
        var erased = new List<RowKey>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var merge in merges)
        {
            var row = merge.Row.Message.Key;
            var guest = merge.Row.PersonId;
            if (WhyNot(merge) is { } outcome)
            {
                closed.Add(outcome);
            }
            else if (IsGone(merge))
            {
                // One and the same person: what the shop wanted gone is gone under this id as well.
                if (merge.WasSent && Removal(merge, deletion) is { } kind && taken.Add(guest))
                {
                    parcels.Add(RemovalParcel.Of(merge.Row, kind, source));
                }
                else
                {
                    closed.Add(Outcome.Skipped(row, RowReasons.PersonDeleted.With("who stays is gone")));
                    erased.AddRange(merge.Removal == RemovalKind.Forget ? [row] : []);
                }
            }
            else if (!taken.Add(guest))
            {
                closed.Add(Outcome.Skipped(row, RowReasons.NothingToMerge.With("another row merges them")));
            }
            else if (!merge.WasSent)
            {
                guests.Add(Stage(merge, MergeStage.Linked));
                closed.Add(Outcome.Skipped(row, RowReasons.NothingToMerge.With("nothing was sent for who goes")));
            }
            else if (WaitOf(merge, busy, now, delay) is { } wait)
            {
                guests.Add(Stage(merge, MergeStage.Linked));
                delays.Add(new MessageDelay(row, wait));
            }
            else
            {
                guests.Add(Stage(merge, MergeStage.Merging));
                if (OptOutsOf(merge, now) is { } optOuts)
                {
                    parcels.Add(optOuts);
                }

                parcels.Add(new MergeParcel(guest, TrackItem.Merge(merge.PrimaryId!, guest), row, merge.PrimaryId!, merge.PrimaryKey!));
            }
        }

        return new MergePlan(closed, parcels, Settlement.Nothing with { Guests = guests, Delays = delays, Erased = erased });
    }

    /// <summary>Whether a merge says whom an id stands for: from then on its rows are given to who stays.</summary>
    public static bool IsLink(MergeFacts merge) => WhyNot(merge) is null && !IsGone(merge);

    private static Outcome? WhyNot(MergeFacts merge)
    {
        var row = merge.Row.Message.Key;
        return merge switch
        {
            { PrimaryKey: null } => Outcome.Dead(row, RowReasons.MergeUnclear.With("the row does not say who stays")),
            _ when merge.PrimaryId == merge.Row.PersonId =>
                Outcome.Skipped(row, RowReasons.NothingToMerge.With("both are the same person")),
            { IsSomebody: true, Row.Message.CapturedBy: PeopleCapture } =>
                Outcome.Dead(row, RowReasons.MergeUnclear.With("the former key is somebody else's by now")),
            { Link.MergedAt: not null, WasSent: false } => Outcome.Skipped(row, RowReasons.NothingToMerge.With("they were merged before")),
            { Primary: PersonState.Excluded } =>
                Outcome.Skipped(row, RowReasons.PersonExcluded.With("the row of who stays does not pass people.where")),
            { Primary: PersonState.Missing, Link: null, Removal: null } =>
                Outcome.Dead(row, RowReasons.MergeUnclear.With("the people table has no row for who stays")),
            _ => null,
        };
    }

    private static bool IsGone(MergeFacts merge) =>
        merge.Primary is PersonState.Deleted or PersonState.Missing || merge.Removal is RemovalKind.Suppress or RemovalKind.Forget;

    private static RemovalKind? Removal(MergeFacts merge, DeletionAction? deletion) => (merge.Removal, deletion) switch
    {
        (RemovalKind.Suppress or RemovalKind.Forget, _) => merge.Removal,
        (_, DeletionAction.Suppress) => RemovalKind.Suppress,
        (RemovalKind.Delete, _) or (_, DeletionAction.Delete) => RemovalKind.Delete,
        _ => null,
    };

    /// <summary>
    /// What who goes has opted out of, said of who stays before the merge: where both have a value Customer.io keeps that of who
    /// stays ("How merging people works"). Null where who stays has opted out as well, or who goes has not.
    /// </summary>
    private static IdentifyParcel? OptOutsOf(MergeFacts merge, DateTime now)
    {
        if (merge.PrimarySent is not { } primary)
        {
            return null;
        }

        var known = Baseline.Read(primary.Baseline).OptOuts.ToHashSet(StringComparer.Ordinal);
        var missing = Baseline.Read(merge.Sent?.Baseline).OptOuts.Where(name => !known.Contains(name)).ToList();
        if (missing.Count == 0)
        {
            return null;
        }

        var json = JsonScratch.Text(writer =>
        {
            foreach (var name in missing)
            {
                writer.WriteBoolean(name, name == OptOutAttributes.Unsubscribed);
            }
        });
        return IdentifyParcel.Of(merge.PrimaryId!, [], json, hash: "", Stamp.After(now, primary));
    }

    /// <summary>How long the merge waits; null where it goes now.</summary>
    private static TimeSpan? WaitOf(MergeFacts merge, IReadOnlySet<string> busy, DateTime now, TimeSpan delay)
    {
        if (merge.Link?.MergingAt is not null && !busy.Contains(merge.Row.PersonId))
        {
            // It may have been done: nothing is gained by waiting.
            return null;
        }

        if (merge.FirstSentAt is not { } first)
        {
            return Pace;
        }

        if (merge.Link is not { } link || busy.Contains(merge.Row.PersonId))
        {
            return delay;
        }

        var left = (first > link.LinkedAt ? first : link.LinkedAt) + delay - now;
        return left > TimeSpan.Zero ? left : null;
    }

    private static GuestStage Stage(MergeFacts merge, MergeStage stage) => new(merge.Row.PersonId, merge.PrimaryKey!, merge.PrimaryId!, stage);
}
