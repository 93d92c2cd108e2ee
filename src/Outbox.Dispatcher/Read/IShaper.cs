using Outbox.Core.Messages;

namespace Outbox.Dispatcher.Read;

/// <summary>Makes what is sent of what was captured, by the mapping. Pure.</summary>
public interface IShaper
{
    /// <summary>Shapes an event.</summary>
    /// <param name="message">The row.</param>
    /// <param name="relatedJson">What its related read returned; null where it has none.</param>
    ShapedEvent ShapeEvent(OutboxMessage message, string? relatedJson);

    /// <summary>The key of a touch's person; null where its lookup finds none.</summary>
    string? ResolvePerson(OutboxMessage message, string? relatedJson);

    /// <summary>Shapes a person's attributes.</summary>
    /// <param name="key">The key as stored.</param>
    /// <param name="rowJson">The raw values.</param>
    ShapedPerson ShapePerson(string key, string rowJson);

    /// <summary>The attributes of somebody who is known by e-mail alone.</summary>
    ShapedPerson ShapeGuest(string email);
}

/// <summary>An event as it is sent.</summary>
/// <param name="PersonKey">Whose it is; null for a guest.</param>
/// <param name="GuestEmail">The guest's e-mail, normalised; null for a person with a key.</param>
/// <param name="OccurredAt">UTC, milliseconds.</param>
/// <param name="PropertiesJson">A JSON object.</param>
/// <param name="Faults">What was left out.</param>
/// <param name="DeadReason">Why it cannot be sent at all; null where it can.</param>
public sealed record ShapedEvent(
    string? PersonKey,
    string? GuestEmail,
    DateTime OccurredAt,
    string PropertiesJson,
    IReadOnlyList<ShapeFault> Faults,
    string? DeadReason);

/// <summary>A person's attributes as they are sent.</summary>
/// <param name="AttributesJson">A JSON object.</param>
/// <param name="Hash">SHA-256 of its UTF-8, hex.</param>
/// <param name="Faults">What was left out.</param>
public sealed record ShapedPerson(string AttributesJson, string Hash, IReadOnlyList<ShapeFault> Faults);

/// <summary>A value that did not fit.</summary>
/// <param name="Code">Its code in the error registry.</param>
/// <param name="Field">The property or attribute.</param>
/// <param name="Detail">What was wrong, without personal data.</param>
public sealed record ShapeFault(string Code, string? Field, string Detail);
