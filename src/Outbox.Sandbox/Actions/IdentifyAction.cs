using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Actions;

/// <summary><c>identify</c>: creates a person or merges attributes into one.</summary>
internal sealed class IdentifyAction : ITrackAction
{
    public string Name => "identify";

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers", "attributes", "timestamp", "cio_relationships"];

    public ITrackCall Read(ItemReader item)
    {
        var person = item.Person();
        var attributes = AttributeRule.OfPerson(item, out var updateOnly);
        if (item.TryField("cio_relationships", out _))
            item.Warn("`cio_relationships` is taken and not applied: the sandbox keeps no relationships.");
        return new IdentifyCall(person, attributes, updateOnly, item.UnixSeconds("timestamp"));
    }
}
