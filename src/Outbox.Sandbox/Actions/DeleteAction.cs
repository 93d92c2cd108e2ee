using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary><c>delete</c>: removes a person; a later call for the same identifier creates another.</summary>
internal sealed class DeleteAction : ITrackAction
{
    public string Name => "delete";

    public IReadOnlyCollection<string> Fields { get; } = ["identifiers"];

    public ITrackCall Read(ItemReader item) => new DeleteCall(item.Person());

    private sealed record DeleteCall(PersonIdentifier Who) : ITrackCall
    {
        public Effect Apply(WorkspaceState state, ItemRecord item)
        {
            if (state.People.Suppressed(Who) is { } suppressed)
                return suppressed;
            if (state.People.Find(Who) is not { } person)
                return Effect.Ignored($"nobody has {Who}");

            state.People.Delete(person);
            return Effect.Applied(person);
        }
    }
}
