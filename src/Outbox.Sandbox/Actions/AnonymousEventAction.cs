using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Actions;

/// <summary>An event of somebody who is not identified yet: <c>POST /api/v1/events</c>, which has no entity in v2.</summary>
/// <param name="kind"><c>event</c>, <c>page</c> or <c>screen</c>.</param>
internal sealed class AnonymousEventAction(string kind) : ITrackAction
{
    private readonly EventAction _event = new(kind);

    public string Name => kind;

    public IReadOnlyCollection<string> Fields { get; } = ["anonymous_id", "name", "id", "timestamp", "attributes"];

    public ITrackCall Read(ItemReader item) => _event.ReadAnonymous(item);
}
