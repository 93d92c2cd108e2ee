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
        return new IdentifyCall(person, attributes, updateOnly, item.UnixSeconds("timestamp"), RelationRule.OfPerson(item));
    }
}
