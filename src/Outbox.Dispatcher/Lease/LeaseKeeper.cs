using Microsoft.Extensions.Logging;
using Outbox.Dispatcher.Health;
using Outbox.Dispatcher.Plan;
using Outbox.Dispatcher.Send;
using Outbox.Stores;

namespace Outbox.Dispatcher.Lease;

/// <summary>
/// Keeps this dispatcher's share of the lanes: renews every sixth of a lease, claims what nobody holds, hands back what is
/// more than the share. It waits for no sender, and the store that it is given does not try again by itself: a lease counts
/// from before the call.
/// </summary>
internal sealed class LeaseKeeper(
    ILaneStore store,
    LaneDesk desk,
    DispatcherIdentity identity,
    RequestRate rate,
    DispatcherStatus status,
    Telemetry telemetry,
    Pulse pulse,
    Endings endings,
    DispatcherOptions options,
    TimeProvider clock,
    ILogger<LeaseKeeper> log)
{
    private const string Loop = "leases";
    private const int BeatsPerLease = 6;
    private const int HastyBeatsPerLease = 30;

    private readonly Dictionary<byte, Moment> _from = [];
    private (string Lanes, int Live) _said = ("", 0);
    private bool _isFailing;
    private bool _isHasty;

    /// <summary>The first heartbeat, tried until it succeeds.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (!await TryBeatAsync(cancellationToken))
        {
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>Heartbeats until it is cancelled; one that has begun is brought to its end, or a lane might be claimed unknown.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        pulse.Enter(Loop);
        try
        {
            while (true)
            {
                pulse.Turn(Pause);
                await Task.Delay(Pause, clock, cancellationToken);
                await TryBeatAsync(CancellationToken.None);
            }
        }
        finally
        {
            pulse.End(Loop);
        }
    }

    /// <summary>Hands everything back; a failure is left to the lease to mend.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var lanes = desk.GiveBackAll();
        try
        {
            await store.ReleaseLanesAsync(identity.Owner, lanes, isLast: true, cancellationToken);
        }
        catch (Exception e)
        {
            Log.LanesNotReleased(log, ErrorName.Of(e));
        }

        Show(new LaneLeases(0, 0, []));
    }

    private TimeSpan Pause => options.Lease / (_isHasty ? HastyBeatsPerLease : BeatsPerLease);

    private async Task<bool> TryBeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await BeatAsync(cancellationToken);
            if (_isFailing)
            {
                _isFailing = false;
                Log.LeasesRenewed(log);
            }

            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && (Passing.Is(e) || !endings.Ends(e)))
        {
            _isHasty = true;
            var held = desk.Held;
            status.Note(now => now with { HeldLanes = held });
            if (!_isFailing)
            {
                _isFailing = true;
                Log.LeasesNotRenewed(log, ErrorName.Of(e));
            }

            return false;
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        var from = Moment.Now(clock);
        var leases = await store.RenewLanesAsync(identity, options.Lease, cancellationToken);
        var mine = leases.Lanes
            .Where(lane => lane.Owner == identity.Owner)
            .Select(lane => new LaneToken(lane.Lane, lane.Token, identity.Owner))
            .ToList();
        mine.ForEach(lane => _from[lane.Lane] = from);
        Note(mine);

        var share = FairShare.Of(leases.Lanes.Count, leases.Live, leases.Place);
        if (mine.Count < share && leases.Lanes.Any(lane => lane.IsFree))
        {
            from = Moment.Now(clock);
            var all = await store.ClaimLanesAsync(identity.Owner, options.Lease, share - mine.Count, cancellationToken);
            foreach (var lane in all.Except(mine))
            {
                _from[lane.Lane] = from;
            }

            mine = [.. all];
            Note(mine);
        }

        var surplus = desk.GiveBackTo(share);
        if (surplus.Count > 0)
        {
            await store.ReleaseLanesAsync(identity.Owner, surplus, isLast: false, cancellationToken);
        }

        // Whoever waits for lanes, or has some to hand back, looks again soon.
        _isHasty = mine.Count < share || desk.IsGivingBack;
        rate.Share(Math.Min(leases.Live, leases.Lanes.Count));
        Show(leases);
    }

    private void Note(IReadOnlyList<LaneToken> mine)
    {
        var lost = desk.Set([.. mine.Select(lane => (lane, _from[lane.Lane]))]);
        if (lost.Count > 0)
        {
            telemetry.LanesLost(lost.Count);
            Log.LanesLost(log, string.Join(", ", lost));
        }
    }

    private void Show(LaneLeases leases)
    {
        var held = desk.Held;
        status.Note(now => now with { HeldLanes = held, LanesInAll = leases.Lanes.Count, LiveDispatchers = leases.Live });
        var say = (string.Join(", ", held), leases.Live);
        if (leases.Live > 0 && say != _said)
        {
            _said = say;
            Log.LanesHeld(log, held.Count, leases.Lanes.Count, leases.Live, say.Item1);
        }
    }
}
