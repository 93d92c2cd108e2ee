using Outbox.Sandbox.Track;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary><c>merge</c>: the secondary's data goes to the primary, and the secondary is gone. Cannot be undone.</summary>
internal sealed class MergeAction : ITrackAction
{
    // "primary/secondary exactly one of id, email, cio_id": a phone is no identifier here.
    private static readonly IdentifierKind[] Kinds = [IdentifierKind.Id, IdentifierKind.Email, IdentifierKind.CioId];

    public string Name => "merge";

    public IReadOnlyCollection<string> Fields { get; } = ["primary", "secondary"];

    public ITrackCall Read(ItemReader item) => new MergeCall(item.Person("primary", Kinds), item.Person("secondary", Kinds));

    private sealed record MergeCall(PersonIdentifier Primary, PersonIdentifier Secondary) : ITrackCall
    {
        public Effect Apply(WorkspaceState state, ItemRecord item)
        {
            // "Under How to Modify, id must be set to Reference people by cio_id for a successful merge" (Track OpenAPI).
            if (!state.Settings.ReferenceByCioId)
                return Effect.Ignored("the workspace does not reference people by cio_id, which a merge needs", state.People.Find(Primary));

            var secondary = state.People.Find(Secondary);
            if (state.People.Find(Primary) is not { } primary)
                return Effect.Ignored($"nobody has {Primary}: the primary must exist", secondary);
            if (secondary is null)
                return Effect.Ignored($"nobody has {Secondary}: there is nothing to merge", primary);
            if (secondary == primary)
                return Effect.Ignored("primary and secondary are the same person", primary);

            state.Events.Move(secondary, primary);
            state.Segments.Move(secondary, primary);
            state.People.Merge(primary, secondary, item);
            return Effect.Applied(primary, $"{Secondary} was merged into {Primary}");
        }
    }
}
