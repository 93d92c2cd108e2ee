namespace Outbox.Sandbox.Workspace;

/// <summary>What the calls change: people, events, objects, segments and what was reported of messages.</summary>
/// <param name="settings">The workspace's settings.</param>
internal sealed class WorkspaceState(WorkspaceSettings settings)
{
    public WorkspaceSettings Settings { get; } = settings;

    public People People { get; } = new(settings);

    public Events Events { get; } = new();

    public Objects Objects { get; } = new();

    public Segments Segments { get; } = new();

    public ArrivalLog<DeliveryMetric> Metrics { get; } = new(entry => entry.Item.Sequence);
}
