using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary><c>suppress</c>: removes a person and blocks the identifiers; later calls that name them are ignored.</summary>
internal sealed class SuppressAction : ITrackAction
{
    public string Name => "suppress";

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers"];

    public ITrackCall Read(ItemReader item) => new SuppressCall(item.Person());

    private sealed record SuppressCall(PersonIdentifier Who) : ITrackCall
    {
        public Effect Apply(WorkspaceState state, ItemRecord item)
        {
            if (state.People.Suppressed(Who) is { } already)
                return already;

            var person = state.People.Find(Who);
            state.People.Suppress(Who, person);
            return person is null
                ? new Effect(ItemOutcome.Applied, $"nobody has {Who}; it is blocked", null)
                : Effect.Applied(person, "the person is gone, and every identifier is blocked");
        }
    }
}
