using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox.Actions;

/// <summary>A valid item, ready to be applied.</summary>
internal interface ITrackCall
{
    /// <summary>Applies the call. Pure but for the records it is given; the time comes with the item.</summary>
    /// <returns>What came of it; the Track API answers 200 in every case.</returns>
    Effect Apply(WorkspaceState state, ItemRecord item);
}
