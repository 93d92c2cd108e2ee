using Outbox.Core.Messages;
using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Dispatcher.Plan;

/// <summary>What is to be done about one person's rows: removals, then the attributes, then the events.</summary>
/// <param name="Closed">Rows that need no request.</param>
/// <param name="Removals">Deletions, suppressions and their ends, in order.</param>
/// <param name="Attributes">What to identify with; null where Customer.io has it.</param>
/// <param name="Touches">Rows that the identify closes.</param>
/// <param name="Events">Events to send, in order.</param>
public sealed record PersonPlan(
    IReadOnlyList<Outcome> Closed,
    IReadOnlyList<PersonalRow> Removals,
    ShapedPerson? Attributes,
    IReadOnlyList<RowKey> Touches,
    IReadOnlyList<PersonalRow> Events)
{
    /// <summary>Rows that wait, since the attributes cannot be read just now.</summary>
    public IReadOnlyList<RowKey> Waiting { get; init; } = [];

    /// <summary>What captures the touches that <c>outbox resync</c> makes.</summary>
    public const string Resync = "resync";

    /// <summary>Whether a row asks for the attributes again, whatever Customer.io has.</summary>
    public static bool IsResync(OutboxMessage message) => message is { Kind: MessageKind.Touch, CapturedBy: Resync };

    /// <summary>Decides.</summary>
    /// <param name="facts">What is known of the person.</param>
    /// <param name="rows">The person's rows of a read, in order, at least one.</param>
    /// <param name="unknown">What an event of a person not sent yet does.</param>
    public static PersonPlan Make(PersonFacts facts, IReadOnlyList<PersonalRow> rows, UnknownPolicy unknown)
    {
        List<PersonalRow> removals = [], touches = [], events = [];
        foreach (var row in rows)
        {
            List<PersonalRow>? list = row.Message.Kind switch
            {
                MessageKind.Delete or MessageKind.Suppress or MessageKind.Forget or MessageKind.Restore => removals,
                MessageKind.Touch => touches,
                MessageKind.Event or MessageKind.Relation => events,
                _ => null,
            };
            list?.Add(row);
        }

        var lastRemoval = removals.FindLast(IsRemoval)?.Message.MessageId ?? long.MinValue;

        // What happened before a removal would be sent only to be removed.
        var closed = events
            .Where(row => row.Message.MessageId < lastRemoval)
            .Select(row => Outcome.Skipped(row.Message.Key, RowReasons.PersonDeleted.With("deleted after the event")))
            .ToList();
        events.RemoveAll(row => row.Message.MessageId < lastRemoval);

        // A removal makes Customer.io forget; the person who is there all the same is a new one.
        var sent = removals.Count > 0 ? null : facts.Sent;
        if (facts.State == PersonState.Present && IsBlocked(facts, removals))
        {
            closed.AddRange(touches.Concat(events).Select(row => Outcome.Skipped(
                row.Message.Key, RowReasons.PersonSuppressed.With("Customer.io takes nothing of the person"))));
            return new PersonPlan(closed, removals, null, [], []);
        }

        if (facts is { State: PersonState.Present, Unread: { } unread })
        {
            return Unread(unread, wasSent: sent is not null, closed, removals, touches, events, unknown);
        }

        if (facts.State == PersonState.Present)
        {
            return Present(facts.Shaped!, sent?.AttributesHash, sent is not null, closed, removals, touches, events, unknown);
        }

        // Whoever was removed and is not there is no unknown person: nothing brings them back.
        var isRemoved = removals.Count > 0 || facts.Removal is not null;
        closed.AddRange(touches.Select(row => Outcome.Skipped(row.Message.Key, WhyNot(facts.State, isRemoved))));
        if (facts.State == PersonState.Missing && !isRemoved)
        {
            if (unknown == UnknownPolicy.Send)
            {
                return new PersonPlan(closed, removals, null, [], events);
            }

            closed.AddRange(events.Select(row => Outcome.Dead(row.Message.Key, WhyNot(facts.State, false))));
        }
        else
        {
            closed.AddRange(events.Select(row => Outcome.Skipped(row.Message.Key, WhyNot(facts.State, isRemoved))));
        }

        return new PersonPlan(closed, removals, null, [], []);
    }

    private static PersonPlan Present(
        ShapedPerson shaped,
        string? sentHash,
        bool wasSent,
        List<Outcome> closed,
        List<PersonalRow> removals,
        List<PersonalRow> touches,
        List<PersonalRow> events,
        UnknownPolicy unknown)
    {
        if (unknown == UnknownPolicy.Require && !wasSent && touches.Count == 0)
        {
            // An event alone makes no profile under this policy.
            closed.AddRange(events.Select(row =>
                Outcome.Skipped(row.Message.Key, RowReasons.PersonNotSent.With("people.unknown is require"))));
            events = [];
        }

        if (!wasSent && events.Count == 0 && touches.Count > 0 && touches.TrueForAll(row => row.Message.CapturedBy == Refresh.Name))
        {
            // The clock changes what is said of people; it makes nobody known who was not.
            closed.AddRange(touches.Select(row =>
                Outcome.Skipped(row.Message.Key, RowReasons.PersonNotSent.With("a refresh makes no profile"))));
            touches = [];
        }

        var isWanted = touches.Count > 0 || events.Count > 0;
        if (isWanted && (sentHash != shaped.Hash || touches.Exists(row => IsResync(row.Message))))
        {
            return new PersonPlan(closed, removals, shaped, [.. touches.Select(row => row.Message.Key)], events);
        }

        closed.AddRange(touches.Select(row =>
            Outcome.Skipped(row.Message.Key, RowReasons.Unchanged.With("Customer.io has these attributes"))));
        return new PersonPlan(closed, removals, null, [], events);
    }

    /// <summary>
    /// The attributes stay as they are at Customer.io, whatever is asked for. Whoever is known there gets the events; nobody
    /// becomes known by an event alone, unless the mapping says so.
    /// </summary>
    private static PersonPlan Unread(
        UnreadPerson unread,
        bool wasSent,
        List<Outcome> closed,
        List<PersonalRow> removals,
        List<PersonalRow> touches,
        List<PersonalRow> events,
        UnknownPolicy unknown)
    {
        var eventsGo = unread.IsStateKnown && (wasSent || unknown == UnknownPolicy.Send);
        List<PersonalRow> stuck = eventsGo ? touches : [.. touches, .. events];
        List<PersonalRow> free = eventsGo ? events : [];
        if (!unread.IsFinal)
        {
            return new PersonPlan(closed, removals, null, [], free) { Waiting = [.. stuck.Select(row => row.Message.Key)] };
        }

        closed.AddRange(stuck.Select(row => Outcome.Dead(
            row.Message.Key, RowReasons.Unreadable.With($"the person's attributes: {unread.Error.Error}"))));
        return new PersonPlan(closed, removals, null, [], free);
    }

    private static bool IsRemoval(PersonalRow row) => row.Message.Kind is MessageKind.Delete or MessageKind.Suppress or MessageKind.Forget;

    /// <summary>Whether Customer.io takes nothing of the person, once the removals are done.</summary>
    private static bool IsBlocked(PersonFacts facts, IReadOnlyList<PersonalRow> removals)
    {
        var last = removals.LastOrDefault(row => row.Message.Kind != MessageKind.Delete)?.Message.Kind;
        return last is null ? facts.Removal is RemovalKind.Suppress or RemovalKind.Forget : last != MessageKind.Restore;
    }

    private static string WhyNot(PersonState state, bool isRemoved) => state switch
    {
        PersonState.Excluded => RowReasons.PersonExcluded.With("the row does not pass people.where"),
        PersonState.Missing when !isRemoved => RowReasons.PersonUnknown.With("the people table has no such row"),
        _ => RowReasons.PersonDeleted.With("the person is gone"),
    };
}
