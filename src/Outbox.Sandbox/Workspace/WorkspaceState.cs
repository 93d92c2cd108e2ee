namespace Outbox.Sandbox.Workspace;

/// <summary>What the calls change: people, events and objects.</summary>
/// <param name="allowEmailChangeById">The workspace setting "Allow updates to email using ID".</param>
internal sealed class WorkspaceState(bool allowEmailChangeById)
{
    public bool AllowEmailChangeById { get; } = allowEmailChangeById;

    public People People { get; } = new();

    public Events Events { get; } = new();

    public Objects Objects { get; } = new();
}
