using System.Text;
using Outbox.Core.Events;
using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Actions;

/// <summary><c>event</c>, <c>page</c> and <c>screen</c>: something a person did.</summary>
/// <param name="name">Which of the three.</param>
internal sealed class EventAction(string name) : ITrackAction
{
    public string Name => name;

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers", "name", "id", "timestamp", "attributes"];

    public ITrackCall Read(ItemReader item) => Read(item, item.Person(), null);

    /// <summary>An event of somebody who is not identified yet.</summary>
    public EventCall ReadAnonymous(ItemReader item)
    {
        var id = item.TryField("anonymous_id", out _) ? item.Scalar("anonymous_id") : null;
        if (id is null)
            item.Warn("The event has no `anonymous_id`: it never goes to a person.");
        return Read(item, null, id);
    }

    private EventCall Read(ItemReader item, PersonIdentifier? person, string? anonymousId) => new(
        name, person, ReadName(item), ReadUlid(item), item.UnixSeconds("timestamp"), AttributeRule.OfEvent(item), anonymousId);

    private string ReadName(ItemReader item)
    {
        var text = item.Text("name").Trim();
        if (text.Length == 0)
            item.Refuse(TrackError.Required("name", "`name` must not be empty."));

        // A page's name is an address; a limit is published for the names of events alone.
        if (name == "event" && Encoding.UTF8.GetByteCount(text) > TrackLimits.EventNameBytes)
            item.Refuse(TrackError.Invalid("name", $"`name` is longer than {TrackLimits.EventNameBytes} bytes."));
        return text;
    }

    private static string? ReadUlid(ItemReader item)
    {
        if (!item.TryField("id", out _))
        {
            item.Warn("The event has no `id`: a resend of it cannot be told from a second event.");
            return null;
        }

        // "A valid ULID used to deduplicate events" (Track OpenAPI). Another id is probably taken, as Segment sends its messageId;
        // that it de-duplicates is published nowhere, so here it does not.
        var ulid = item.Text("id");
        if (!EventUlid.IsValid(ulid))
        {
            item.Warn("`id` is no ULID: the event is not de-duplicated.");
            return null;
        }

        // Base32 after Crockford reads either case as the same value.
        return ulid.ToUpperInvariant();
    }
}
