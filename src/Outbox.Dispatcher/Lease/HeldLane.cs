using Outbox.Stores;

namespace Outbox.Dispatcher.Lease;

/// <summary>
/// A lane that is held, and until when surely: a lease counts from before the call that renewed it, on the monotonic clock,
/// so that it ends here before it ends in the database. The wall clock is asked as well: a machine that slept has not moved
/// its monotonic clock.
/// </summary>
internal sealed class HeldLane : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _lease;
    private readonly CancellationTokenSource _lost = new();
    private readonly ITimer _timer;
    private Moment _from;

    /// <summary>Holds it.</summary>
    /// <param name="token">The lane under its token.</param>
    /// <param name="from">Before the call that claimed or renewed it.</param>
    /// <param name="lease">How long a lease lasts.</param>
    /// <param name="clock">The clock.</param>
    public HeldLane(LaneToken token, Moment from, TimeSpan lease, TimeProvider clock)
    {
        (Token, _from, _lease, _clock) = (token, from, lease, clock);
        Lost = _lost.Token;
        _timer = clock.CreateTimer(_ => EndIfOver(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        EndIfOver();
    }

    /// <summary>The lane under its token.</summary>
    public LaneToken Token { get; }

    /// <summary>
    /// The wait after its last read; zero where that found rows. It goes with the lane from sender to sender, and is the
    /// business of the one that has it.
    /// </summary>
    public TimeSpan IdleWait { get; set; }

    /// <summary>
    /// How many rows its next read takes at most; zero for as many as usual. Fewer after one that failed and nobody knows why, so
    /// that the row which makes it fail is found.
    /// </summary>
    public int ReadSize { get; set; }

    /// <summary>How often in a row a read of it failed for no row in particular.</summary>
    public int Failures { get; set; }

    /// <summary>Is cancelled when it is surely held no more; stays so.</summary>
    public CancellationToken Lost { get; }

    /// <summary>How long it is surely held; zero for no more.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (_lock)
            {
                var left = _lease - _from.Elapsed(_clock);
                return Lost.IsCancellationRequested || left < TimeSpan.Zero ? TimeSpan.Zero : left;
            }
        }
    }

    /// <summary>Takes note of a renewal. What was lost stays lost.</summary>
    public void Renew(Moment from)
    {
        lock (_lock)
        {
            _from = from;
        }
    }

    /// <summary>Gives it up.</summary>
    /// <remarks>What is cut off goes on elsewhere, and not here under the caller's locks.</remarks>
    public void End() => _ = _lost.CancelAsync();

    /// <summary>Ends the watch. The source stays: a sender may still hold its token.</summary>
    public void Dispose() => _timer.Dispose();

    private void EndIfOver()
    {
        if (Left is var left && left > TimeSpan.Zero)
        {
            _timer.Change(left, Timeout.InfiniteTimeSpan);
        }
        else
        {
            End();
        }
    }
}
