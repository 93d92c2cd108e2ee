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

    public ITrackCall Read(ItemReader item)
    {
        var person = item.Person();
        return new EventCall(
            name, person, ReadName(item), ReadUlid(item), item.UnixSeconds("timestamp"), AttributeRule.OfEvent(item));
    }

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

        var ulid = item.Text("id");
        if (!EventUlid.IsValid(ulid))
            item.Refuse(TrackError.Invalid("id", "`id` must be a valid ULID."));

        // Base32 after Crockford reads either case as the same value.
        return ulid.ToUpperInvariant();
    }
}
