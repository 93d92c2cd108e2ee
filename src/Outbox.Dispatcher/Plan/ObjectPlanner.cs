using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Mapping.Model;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>Plans what is said of objects, and of people's relations to them. Pure.</summary>
internal static class ObjectPlanner
{
    /// <summary>Plans an object: identified where it has changed, deleted where the shop has it no longer.</summary>
    public static void Add(
        ObjectFacts facts, DateTime now, IdentifyPace? pace, int itemBytes, List<Parcel> parcels, List<Outcome> closed, List<RecordedFault> faults)
    {
        IReadOnlyList<RowKey> rows = [.. facts.Rows.Select(row => row.Key)];
        if (facts.Shaped is not { } shaped)
        {
            if (facts.Sent is null)
            {
                closed.AddRange(rows.Select(id => Outcome.Skipped(id, RowReasons.ObjectGone.With("it was never sent"))));
                return;
            }

            closed.AddRange(rows.SkipLast(1).Select(id => Outcome.Skipped(id, RowReasons.Coalesced.With("a later row stands for it"))));
            parcels.Add(new RemovalParcel(facts.KnownAs, TrackItem.DeleteObject(facts.Mapped.Type, facts.ObjectId), [rows[^1]], RemovalKind.Delete));
            return;
        }

        if (facts.Sent?.AttributesHash == shaped.Hash)
        {
            closed.AddRange(rows.Select(id => Outcome.Skipped(id, RowReasons.Unchanged.With("Customer.io has these attributes"))));
            return;
        }

        if (pace?.IsDue(facts.KnownAs, isAwaited: false) == false)
        {
            closed.AddRange(rows.SkipLast(1).Select(id => Outcome.Skipped(id, RowReasons.Coalesced.With("a later row stands for it"))));
            return;
        }

        faults.AddRange(shaped.Faults.Select(fault => new RecordedFault(rows[0], facts.Mapped.CapturedBy, fault.Code.Id, fault.Field, fault.Detail)));
        var item = TrackItem.IdentifyObject(facts.Mapped.Type, facts.ObjectId, shaped.AttributesJson, []);
        if (item.Json.Length > itemBytes)
        {
            closed.AddRange(rows.Select(id => Outcome.Dead(
                id, RowReasons.ItemTooLarge.With($"{item.Json.Length} bytes, more than {itemBytes}"))));
            return;
        }

        parcels.Add(new ObjectParcel(
            facts.KnownAs, item, rows, shaped.AttributesJson, shaped.Hash, Stamp.After(now, facts.Sent), [], facts.Mapped, facts.ObjectId));
    }

    /// <summary>The parcel of a relation, after the person's attributes; null where the row names no object.</summary>
    public static Parcel? Relate(PersonalRow row, MappedObject mapped, ObjectRelation relation)
    {
        if (Mapping.Shape.Shaper.ObjectKeyOf(row.Message, relation) is not { Length: > 0 } key || !Core.People.PersonId.Fits(mapped.Prefix + key))
        {
            return null;
        }

        return new RelationParcel(
            row.PersonId, TrackItem.Relate(row.PersonId, mapped.Type, mapped.Prefix + key, row.Holds), row.Message.Key);
    }
}
