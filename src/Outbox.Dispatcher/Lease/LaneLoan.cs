using Outbox.Stores;

namespace Outbox.Dispatcher.Lease;

/// <summary>Lanes that one sender works on until it gives them back. They stand and fall together.</summary>
/// <param name="Lanes">At least one.</param>
/// <param name="Tracks">Requests that the sender may have under way at the same time, 1 or more.</param>
internal sealed record LaneLoan(IReadOnlyList<HeldLane> Lanes, int Tracks)
{
    /// <summary>The lanes under their tokens.</summary>
    public IReadOnlyList<LaneToken> Tokens { get; } = [.. Lanes.Select(lane => lane.Token)];

    /// <summary>How long all of them are surely held.</summary>
    public TimeSpan Left => Lanes.Min(lane => lane.Left);

    /// <summary>The shortest wait after the last reads of these lanes.</summary>
    public TimeSpan IdleWait => Lanes.Min(lane => lane.IdleWait);

    /// <summary>Notes the wait after a read of all of them.</summary>
    public void Idle(TimeSpan wait)
    {
        foreach (var lane in Lanes)
        {
            lane.IdleWait = wait;
        }
    }

    /// <summary>A source that is cancelled with another token, or when one of the lanes is lost.</summary>
    public CancellationTokenSource Until(CancellationToken abandoned) =>
        CancellationTokenSource.CreateLinkedTokenSource([abandoned, .. Lanes.Select(lane => lane.Lost)]);
}
