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

    /// <summary>How many rows the next read takes at most.</summary>
    /// <param name="usual">As a rule.</param>
    public int ReadSize(int usual) => Lanes.Min(lane => lane.ReadSize == 0 ? usual : Math.Min(usual, lane.ReadSize));

    /// <summary>Failures in a row for no row in particular; 1 or more after one.</summary>
    public int Failures => Lanes.Max(lane => lane.Failures);

    /// <summary>A read came to its end: the next may be twice as large.</summary>
    /// <param name="usual">As a rule.</param>
    public void NoteSuccess(int usual)
    {
        foreach (var lane in Lanes)
        {
            lane.Failures = 0;
            lane.ReadSize = lane.ReadSize * 2 >= usual ? 0 : lane.ReadSize * 2;
        }
    }

    /// <summary>A read failed.</summary>
    /// <param name="rows">Rows that it had; zero where they could not be read at all.</param>
    public void NoteFailure(int rows)
    {
        foreach (var lane in Lanes)
        {
            lane.Failures += rows > 1 ? 0 : 1;
            lane.ReadSize = rows > 0 ? Math.Max(1, rows / 2) : lane.ReadSize;
        }
    }

    /// <summary>A source that is cancelled with another token, or when one of the lanes is lost.</summary>
    public CancellationTokenSource Until(CancellationToken abandoned) =>
        CancellationTokenSource.CreateLinkedTokenSource([abandoned, .. Lanes.Select(lane => lane.Lost)]);
}
