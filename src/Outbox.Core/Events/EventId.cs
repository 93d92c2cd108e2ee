namespace Outbox.Core.Events;

/// <summary>
/// The deterministic name of a fact: the event's name, then the canonical text of its id columns, joined by <c>:</c>
/// (<c>order_completed:1001</c>). Equal facts have equal ids on every engine; no clock or counter takes part.
/// </summary>
public static class EventId
{
    /// <summary>UTF-16 code units: the outbox column is <c>nvarchar(255)</c>.</summary>
    public const int MaxLength = 255;

    /// <summary>Joins a snake_case event name and its parts.</summary>
    /// <param name="eventName">The event's name, without <c>:</c> or <c>%</c>.</param>
    /// <param name="canonicalParts">Texts made by <see cref="CanonicalText"/>, in the mapping's order.</param>
    public static string Compose(string eventName, params IEnumerable<string> canonicalParts) =>
        string.Join(':', canonicalParts.Prepend(eventName));

    /// <summary>The same fact under another event name, such as a rehearsal's <c>shadow_…</c>.</summary>
    /// <exception cref="ArgumentException">The id does not begin with that event's name.</exception>
    public static string Rename(string eventId, string eventName, string newName) =>
        eventId.StartsWith(eventName, StringComparison.Ordinal)
        && (eventId.Length == eventName.Length || eventId[eventName.Length] == ':')
            ? string.Concat(newName, eventId.AsSpan(eventName.Length))
            : throw new ArgumentException($"'{eventId}' is no id of the event '{eventName}'.", nameof(eventId));
}
