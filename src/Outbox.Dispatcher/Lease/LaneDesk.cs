using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Dispatcher.Lease;

/// <summary>
/// The lanes that this dispatcher holds, lent to its senders. A lane is with one sender or with none; who asks gets those
/// that have waited longest. So a slow request holds up the lanes of its sender and no others.
/// </summary>
internal sealed class LaneDesk(DispatcherOptions options, TimeProvider clock) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<byte, HeldLane> _held = [];
    private readonly Dictionary<byte, HeldLane> _lent = [];
    private readonly HashSet<byte> _leaving = [];
    private readonly LinkedList<byte> _waiting = new();
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The least time that a request may have before its lease ends: its sender's first attempt, or a third of the lease.</summary>
    public TimeSpan LeastLeft { get; } = TimeSpan.FromTicks(Math.Min(TimeSpan.FromSeconds(10).Ticks, options.Lease.Ticks / 3));

    /// <summary>Lanes surely held, in order.</summary>
    public IReadOnlyList<byte> Held
    {
        get
        {
            lock (_lock)
            {
                return [.. _held.Where(lane => lane.Value.Left > TimeSpan.Zero).Select(lane => lane.Key).Order()];
            }
        }
    }

    /// <summary>A lane, if it is surely held.</summary>
    public HeldLane? Find(byte lane)
    {
        lock (_lock)
        {
            return _held.GetValueOrDefault(lane) is { } held && held.Left > TimeSpan.Zero ? held : null;
        }
    }

    /// <summary>Takes note of what the database says is held, and since when.</summary>
    /// <returns>Lanes that were held and are another's now.</returns>
    public IReadOnlyList<byte> Set(IReadOnlyCollection<(LaneToken Token, Moment From)> lanes)
    {
        lock (_lock)
        {
            List<byte> gone = [.. _held.Keys.Except(lanes.Select(lane => lane.Token.Lane))];
            gone.ForEach(Remove);
            foreach (var (token, from) in lanes)
            {
                if (_held.GetValueOrDefault(token.Lane) is { Lost.IsCancellationRequested: false } held && held.Token == token)
                {
                    held.Renew(from);
                    continue;
                }

                // New, or lost for a while: whoever still works on the old one must not take this one for it.
                Remove(token.Lane);
                _held[token.Lane] = new HeldLane(token, from, options.Lease, clock);
                if (!_lent.ContainsKey(token.Lane))
                {
                    _waiting.AddLast(token.Lane);
                }
            }

            Signal();
            return gone;
        }
    }

    /// <summary>
    /// Lends lanes to a sender: its part of those held, as soon as there is one. Those that are soon to end stay until they
    /// are renewed.
    /// </summary>
    /// <param name="senders">Senders in all, 1 or more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<LaneLoan> TakeAsync(int senders, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                var part = (_held.Count + senders - 1) / senders;
                var lanes = _waiting.Where(lane => !_leaving.Contains(lane) && _held[lane].Left >= LeastLeft).Take(part).Select(lane => _held[lane]).ToList();
                if (lanes.Count > 0)
                {
                    foreach (var lane in lanes)
                    {
                        _waiting.Remove(lane.Token.Lane);
                        _lent.Add(lane.Token.Lane, lane);
                    }

                    return new LaneLoan(lanes, Math.Max(1, senders / Math.Min(senders, _held.Count)));
                }

                change = _change.Task;
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes lanes back from a sender.</summary>
    public void Return(LaneLoan loan)
    {
        lock (_lock)
        {
            foreach (var held in loan.Lanes)
            {
                var lane = held.Token.Lane;
                _lent.Remove(lane);
                if (_held.TryGetValue(lane, out var now))
                {
                    _waiting.AddLast(lane);
                }

                if (now != held)
                {
                    held.Dispose();
                }
            }

            Signal();
        }
    }

    /// <summary>
    /// Takes lanes out that are more than the share, so that they can be handed back; those with a sender follow with a
    /// later call, once they were returned.
    /// </summary>
    public IReadOnlyList<LaneToken> GiveBackTo(int share)
    {
        lock (_lock)
        {
            var choice = GiveBack.Choose([.. _held.Keys.Select(lane => (lane, _lent.ContainsKey(lane)))], share);
            _leaving.Clear();
            _leaving.UnionWith(choice.Later);
            return TakeOut(choice.Now);
        }
    }

    /// <summary>Whether lanes are still to be handed back.</summary>
    public bool IsGivingBack
    {
        get
        {
            lock (_lock)
            {
                return _leaving.Count > 0;
            }
        }
    }

    /// <summary>Takes all lanes out.</summary>
    public IReadOnlyList<LaneToken> GiveBackAll()
    {
        lock (_lock)
        {
            return TakeOut([.. _held.Keys]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => GiveBackAll();

    private List<LaneToken> TakeOut(IReadOnlyList<byte> lanes)
    {
        List<LaneToken> tokens = [.. lanes.Select(lane => _held[lane].Token)];
        foreach (var lane in lanes)
        {
            Remove(lane);
        }

        return tokens;
    }

    private void Remove(byte lane)
    {
        if (!_held.Remove(lane, out var held))
        {
            return;
        }

        held.End();
        _waiting.Remove(lane);
        if (!_lent.ContainsKey(lane))
        {
            held.Dispose();
        }
    }

    private void Signal()
    {
        _change.TrySetResult();
        _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
