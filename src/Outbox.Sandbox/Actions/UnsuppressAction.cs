using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary><c>unsuppress</c>: an identifier is no longer blocked. The person stays gone until somebody identifies them.</summary>
internal sealed class UnsuppressAction : ITrackAction
{
    public string Name => "unsuppress";

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers"];

    public ITrackCall Read(ItemReader item) => new UnsuppressCall(item.Person());

    private sealed record UnsuppressCall(PersonIdentifier Who) : ITrackCall
    {
        public Effect Apply(WorkspaceState state, ItemRecord item) => state.People.Unsuppress(Who, out var person)
            ? new Effect(ItemOutcome.Applied, $"{Who} is no longer blocked", person)
            : Effect.Ignored($"{Who} is not suppressed", state.People.Find(Who));
    }
}
