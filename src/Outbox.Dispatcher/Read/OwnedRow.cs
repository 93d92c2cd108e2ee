using Outbox.Core.Messages;
using Outbox.Core.People;
using Outbox.Dispatcher.Plan;
using Outbox.Mapping.Model;
using Outbox.Mapping.Shape;
using Outbox.Stores;

namespace Outbox.Dispatcher.Read;

/// <summary>A row and whose it is, as far as the row itself and its related rows tell.</summary>
/// <param name="Message">The row.</param>
/// <param name="PersonKey">The key as asked for; null for a guest.</param>
/// <param name="GuestEmail">The guest's e-mail; null for a person with a key.</param>
/// <param name="Shaped">What an event was shaped to now; null where it is none or was shaped before.</param>
/// <param name="WhyClosed">Where nobody owns it, what becomes of it.</param>
internal sealed record OwnedRow(OutboxMessage Message, string? PersonKey, string? GuestEmail, ShapedEvent? Shaped, Outcome? WhyClosed)
{
    /// <summary>Of a relation: whether it holds now.</summary>
    public bool Holds { get; init; }

    /// <summary>Whether the row needs its related read: to be shaped, or to learn whose it is, or whether it holds.</summary>
    public static bool NeedsRelated(OutboxMessage message) =>
        message.PersonKey is null || message.Kind == MessageKind.Relation || (message.Kind == MessageKind.Event && message.Properties is null);

    /// <summary>Shapes an event, unless it was shaped before: what may have been sent must not change.</summary>
    public static OwnedRow Of(OutboxMessage message, Shaper shaper, string? related)
    {
        if (message is { PersonKey: null, Kind: not MessageKind.Event } && IdentityNote.GuestEmail(message.Captured) is { } email)
        {
            return new OwnedRow(message, null, EmailAddress.Normalize(email), null, null);
        }

        if (message.Kind != MessageKind.Event)
        {
            var person = shaper.ResolvePerson(message, related);
            return new OwnedRow(message, person.Key, person.GuestEmail, null, !person.IsNobody ? null : Outcome.Skipped(
                message.Key, RowReasons.PersonUnknown.With("the row names no person")))
            {
                Holds = message.Kind == MessageKind.Relation && Shaper.Holds(related),
            };
        }

        if (message is { Properties: not null, PersonId: not null, PersonKey: not null })
        {
            return new OwnedRow(message, message.PersonKey, null, null, null);
        }

        // A guest's e-mail is saved nowhere but in what was captured.
        var shaped = Shaper.IsEmitted(message) ? Shaper.TakeEmitted(message) : shaper.ShapeEvent(message, related);
        return message is { Properties: not null, PersonId: not null }
            ? new OwnedRow(message, null, shaped.Person.GuestEmail, null, null)
            : new OwnedRow(message, shaped.Person.Key, shaped.Person.GuestEmail, shaped, shaped.DeadReason is { } reason
                ? Outcome.Dead(message.Key, reason)
                : null);
    }

    /// <summary>
    /// The row with the person's id. The key is taken as the people table has it: one customer, written in two cases, is
    /// one person.
    /// </summary>
    public PersonalRow WithId(MappingDocument mapping, IReadOnlyDictionary<string, PersonRow> stored)
    {
        var id = Message.PersonId
            ?? (PersonKey is null ? GuestId.Derive(mapping.Source, GuestEmail ?? "") : null)
            ?? mapping.People.Prefix + (stored.GetValueOrDefault(PersonKey!)?.Key ?? PersonKey);
        return new PersonalRow(Message, id, PersonKey, Shaped) { Holds = Holds };
    }
}
