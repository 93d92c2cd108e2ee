using System.Globalization;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Read;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>Makes the plan of a read. Pure.</summary>
public sealed class Planner(Rules rules, DateTime now, IdentifyPace? pace = null, int itemBytes = TrackItem.MaxBytes)
{
    private readonly List<ShapedRow> _save = [];
    private readonly List<RecordedFault> _faults = [];
    private readonly List<Outcome> _closed = [];
    private readonly List<Parcel> _parcels = [];
    private readonly List<RowKey> _waiting = [];

    /// <summary>Plans.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="now">The database's clock, UTC.</param>
    /// <param name="rows">Rows in order.</param>
    /// <param name="people">What is known of their persons, by person id.</param>
    /// <param name="pace">How soon a person may be identified again; null for at once.</param>
    /// <param name="objects">What is known of objects; null for none.</param>
    /// <param name="itemBytes">Bytes that an item may have.</param>
    public static ReadPlan Plan(
        Rules rules,
        DateTime now,
        IEnumerable<PersonalRow> rows,
        IReadOnlyDictionary<string, PersonFacts> people,
        IdentifyPace? pace = null,
        IReadOnlyList<ObjectFacts>? objects = null,
        int itemBytes = TrackItem.MaxBytes)
    {
        var planner = new Planner(rules, now, pace, itemBytes);
        foreach (var facts in objects ?? [])
        {
            ObjectPlanner.Add(facts, now, pace, itemBytes, planner._parcels, planner._closed, planner._faults);
        }

        foreach (var person in rows.GroupBy(row => row.PersonId, StringComparer.Ordinal))
        {
            planner.Add(people[person.Key], [.. person]);
        }

        return new ReadPlan(planner._save, planner._faults, planner._closed, planner._parcels) { Waiting = planner._waiting };
    }

    private void Add(PersonFacts facts, IReadOnlyList<PersonalRow> rows)
    {
        var plan = PersonPlan.Make(facts, rows, rules.Mapping.People.Unknown);
        _closed.AddRange(plan.Closed);
        _waiting.AddRange(plan.Waiting);
        if (facts.Unread is { IsNew: true, IsFinal: true } unread)
        {
            var touch = rows.FirstOrDefault(row => row.Message.Kind == MessageKind.Touch)?.Message.Key;
            _faults.Add(PeopleFault.Of(touch is { } id ? [id] : [], RowReasons.Unreadable, null, $"the attributes stay as they were: {unread.Error.Error}"));
        }

        _parcels.AddRange(plan.Removals.SelectMany(row => RemovalParcel.Of(row, rules.Mapping.Source, facts)));
        if (plan.Attributes is not null && plan.Removals.Count == 0 && pace?.IsDue(facts.PersonId, plan.Events.Count > 0) == false)
        {
            Hold(rows, plan.Touches);
            return;
        }

        if (plan.Attributes is { } attributes)
        {
            // A removal makes Customer.io forget: whoever is there all the same is met for the first time.
            AddIdentify(facts, attributes, plan.Touches, plan.Removals.Count > 0 ? null : facts.Sent, rows.Any(row => PersonPlan.IsResync(row.Message)));
        }

        foreach (var row in plan.Events)
        {
            if (row.Message.Kind == MessageKind.Relation)
            {
                AddRelation(row);
            }
            else
            {
                AddEvent(row);
            }
        }
    }

    private void AddRelation(PersonalRow row)
    {
        var (mapped, relation) = rules.Mapping.Relations.FirstOrDefault(r => r.Relation.CapturedBy == row.Message.CapturedBy);
        if (mapped is not null && ObjectPlanner.Relate(row, mapped, relation) is { } parcel)
        {
            _parcels.Add(parcel);
            return;
        }

        _closed.Add(Outcome.Dead(row.Message.Key, RowReasons.ObjectUnknown.With(
            mapped is null ? $"the mapping has no '{row.Message.CapturedBy}'" : "the row names no object, or one with too long an id")));
    }

    /// <summary>
    /// Leaves a person's rows for a later read, which has what is current by then. One touch does for all: the others would
    /// only be read again.
    /// </summary>
    private void Hold(IReadOnlyList<PersonalRow> rows, IReadOnlyList<RowKey> touches)
    {
        var held = rows.LastOrDefault(row => PersonPlan.IsResync(row.Message))?.Message.Key ?? (touches.Count > 0 ? touches[^1] : default);
        _closed.AddRange(touches.Where(id => id != held).Select(id => Outcome.Skipped(
            id, RowReasons.Coalesced.With("another touch of the person stands for it"))));
    }

    private void AddIdentify(
        PersonFacts facts, ShapedPerson attributes, IReadOnlyList<RowKey> touches, SentPerson? accepted, bool isResync)
    {
        var identify = IdentifyPlan.Make(
            facts.PersonId, touches, attributes, accepted, isResync, Stamp.After(now, facts.Sent));
        _faults.AddRange(attributes.Faults.Select(fault =>
            new RecordedFault(touches.Count > 0 ? touches[0] : null, PeopleFault.CapturedBy, fault.Code.Id, fault.Field, fault.Detail)));
        if (identify.Item.Json.Length <= itemBytes)
        {
            _parcels.Add(identify);
            return;
        }

        var detail = TooLarge(identify.Item.Json.Length);
        _faults.Add(PeopleFault.Of(touches, RowReasons.ItemTooLarge, null, detail));
        _closed.AddRange(touches.Select(id => Outcome.Dead(id, RowReasons.ItemTooLarge.With(detail))));
    }

    private void AddEvent(PersonalRow row)
    {
        var message = row.Message;
        if (rules.CountsAsDelivered(message, EventItem.OccurredAt(row)))
        {
            _closed.Add(Outcome.Skipped(message.Key, RowReasons.BeforeHorizon.With("its row was sent and has been purged")));
            return;
        }

        var sentAs = message.SentAs ?? DeliveryRule.NameFor(rules.TypeOf(message), message.EventName ?? "", row.PersonId, rules.SentAs(message));
        if (EventItem.Make(rules.Mapping.Source, row, sentAs, out var wrong, itemBytes) is not { } item)
        {
            _closed.Add(Outcome.Dead(message.Key, wrong!.With(
                wrong == RowReasons.ItemTooLarge ? TooLarge(null) : wrong == RowReasons.EventIdWrong
                    ? "an event id is the event's name, a colon and its parts" : $"1 to {EventItem.MaxNameBytes} bytes are taken")));
            return;
        }

        if (row.Shaped is { } shaped)
        {
            _save.Add(new ShapedRow(message.Key, row.PersonKey, row.PersonId, sentAs, shaped.OccurredAt, shaped.PropertiesJson));
            _faults.AddRange(shaped.Faults.Select(fault =>
                new RecordedFault(message.Key, message.CapturedBy, fault.Code.Id, fault.Field, fault.Detail)));
        }

        var occurredAt = EventItem.OccurredAt(row);
        _parcels.Add(new EventParcel(row.PersonId, item, message.Key, message.CapturedBy, rules.IsStrict(message))
        {
            Late = !Lateness.IsLate(message.Priority, occurredAt, now) ? null
                : RowReasons.Late.With(string.Create(CultureInfo.InvariantCulture, $"late, {(now - occurredAt).TotalHours:F0} hours after the fact")),
        });
    }

    private string TooLarge(int? bytes) =>
        bytes is null ? $"more than {itemBytes} bytes" : $"{bytes} bytes, more than {itemBytes}";
}
