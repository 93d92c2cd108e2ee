using Outbox.Core.Messages;
using Outbox.Dispatcher.Plan;
using Outbox.Stores;

namespace Outbox.Tests.Dispatcher.Doubles;

/// <content>Lanes, schedules and the binding.</content>
internal sealed partial class MemoryStore
{
    private readonly Dictionary<string, (DateTime StartedAt, DateTime SeenAt, TimeSpan Lease)> _dispatchers = [];
    private readonly List<Lane> _lanes = [new()];

    /// <summary>One lane unless told otherwise; rows then go by a hash of their person's key.</summary>
    public int LaneCount
    {
        get => _lanes.Count;
        set
        {
            _lanes.Clear();
            _lanes.AddRange(Enumerable.Range(0, value).Select(_ => new Lane()));
        }
    }

    /// <summary>Whether several dispatchers are at work, so that a row may be sent by two.</summary>
    public bool IsShared { get; set; }

    public OutboxBinding? Bound { get; set; }

    public (string Server, string Database) Place { get; set; } = ("server", "shop");

    public Dictionary<string, DateTime> Successes { get; } = [];

    public List<string> Fired { get; } = [];

    public List<ScheduleWindow> Windows { get; } = [];

    public IReadOnlyList<(string? Owner, long Token)> LaneOwners
    {
        get
        {
            lock (_lock)
            {
                return [.. _lanes.Select(lane => (lane.Owner, lane.Token))];
            }
        }
    }

    /// <summary>Takes a lane away, as another dispatcher does once its lease has run out.</summary>
    public void Steal(byte lane)
    {
        lock (_lock)
        {
            (_lanes[lane].Owner, _lanes[lane].Token, _lanes[lane].Until) = ("thief", _lanes[lane].Token + 1, Now.AddDays(1));
        }
    }

    public Task<LaneLeases> RenewLanesAsync(DispatcherIdentity dispatcher, TimeSpan lease, CancellationToken cancellationToken) => Do("renew", () =>
    {
        var startedAt = _dispatchers.TryGetValue(dispatcher.Owner, out var known) ? known.StartedAt : Now;
        _dispatchers[dispatcher.Owner] = (startedAt, Now, lease);
        foreach (var lane in _lanes.Where(lane => lane.Owner == dispatcher.Owner))
        {
            lane.Until = Now + lease;
        }

        var live = _dispatchers
            .Where(other => other.Key == dispatcher.Owner || other.Value.SeenAt > Now - other.Value.Lease)
            .OrderBy(other => other.Value.StartedAt).ThenBy(other => other.Key, StringComparer.Ordinal)
            .Select(other => other.Key)
            .ToList();
        return new LaneLeases(live.Count, live.IndexOf(dispatcher.Owner) + 1, [.. _lanes.Select((lane, i) =>
            new LaneState((byte)i, lane.Owner, lane.Token, lane.IsFree(Now)))]);
    });

    public Task<IReadOnlyList<LaneToken>> ClaimLanesAsync(
        string owner, TimeSpan lease, int most, CancellationToken cancellationToken) => Do("claim", () =>
    {
        foreach (var lane in _lanes.Where(lane => lane.Owner != owner && lane.IsFree(Now)).Take(most))
        {
            (lane.Owner, lane.Token, lane.Until) = (owner, lane.Token + 1, Now + lease);
        }

        return (IReadOnlyList<LaneToken>)[.. Tokens().Where(lane => _lanes[lane.Lane].Owner == owner)];
    });

    public Task ReleaseLanesAsync(
        string owner, IReadOnlyList<LaneToken> lanes, bool isLast, CancellationToken cancellationToken) => Do("release", () =>
    {
        foreach (var lane in Tokens().Where(lane => _lanes[lane.Lane].Owner == owner && (isLast || lanes.Contains(lane))).ToList())
        {
            _lanes[lane.Lane].Owner = null;
        }

        return isLast && _dispatchers.Remove(owner);
    });

    public Task<IReadOnlyList<OutboxMessage>> ReadUnroutedAsync(int limit, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<OutboxMessage>>("unrouted", () => [.. Unrouted.Take(limit)]);

    public Task<int> RouteAsync(IReadOnlyList<MessageRoute> routes, CancellationToken cancellationToken) => Do("route", () =>
    {
        var moved = routes.Where(route => _rows[route.Row.MessageId].Lane == Lanes.Unrouted).ToList();
        moved.ForEach(route => _rows[route.Row.MessageId] = _rows[route.Row.MessageId] with
        {
            PersonKey = route.PersonKey,
            Lane = LaneOf(route.PersonKey ?? route.GuestEmail),
        });
        return moved.Count;
    });

    public Task<ScheduleStates> ReadSchedulesAsync(CancellationToken cancellationToken) => Do("schedules", () =>
        new ScheduleStates(Now, new Dictionary<string, DateTime>(Successes)));

    public Task<bool> OpenScheduleAsync(ScheduleWindow window, LaneToken lane, CancellationToken cancellationToken) => Do("open", () =>
    {
        if (IsHeld(lane))
        {
            Windows.Add(window);
            return true;
        }

        return false;
    });

    public Task<int> FireScheduleAsync(string schedule, CancellationToken cancellationToken) => Do($"fire {schedule}", () =>
    {
        Fired.Add(schedule);
        return 1;
    });

    public Task RecordScheduleAsync(ScheduleWindow window, LaneToken lane, int? events, CancellationToken cancellationToken) => Do("record", () =>
    {
        if (events is not null && IsHeld(lane))
        {
            Successes[window.Schedule] = window.To;
        }

        return 0;
    });

    public Task<BindingFound> ReadBindingAsync(CancellationToken cancellationToken) => Do("binding", () =>
        new BindingFound(Place.Server, Place.Database, Bound));

    public Task BindAsync(OutboxBinding binding, CancellationToken cancellationToken) => Do("bind", () => Bound ??= binding);

    public Task AdoptAsync(OutboxBinding binding, CancellationToken cancellationToken) => Do("adopt", () => Bound = binding);

    private IEnumerable<OutboxMessage> Unrouted => _rows.Values
        .Where(row => row.Lane == Lanes.Unrouted && IsPending(row))
        .OrderBy(row => row.Priority).ThenBy(row => row.MessageId);

    private byte LaneOf(string? person) => (byte)(StableHash.Of(person?.ToUpperInvariant() ?? "") % (uint)_lanes.Count);

    private IEnumerable<LaneToken> Tokens() => _lanes.Select((lane, i) => new LaneToken((byte)i, lane.Token, lane.Owner ?? ""));

    private bool IsHeld(LaneToken lane) => _lanes[lane.Lane].Token == lane.Token && _lanes[lane.Lane].Owner == lane.Owner;

    private bool IsOwned(long id, IReadOnlyList<LaneToken> lanes) => lanes.Any(lane => lane.Lane == _rows[id].Lane && IsHeld(lane));

    private IReadOnlyList<byte> Lost(IReadOnlyList<LaneToken> lanes) => [.. lanes.Where(lane => !IsHeld(lane)).Select(lane => lane.Lane)];

    private sealed class Lane
    {
        public string? Owner { get; set; }

        public long Token { get; set; }

        public DateTime Until { get; set; }

        public bool IsFree(DateTime now) => Owner is null || Until <= now;
    }
}
