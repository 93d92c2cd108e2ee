using System.Diagnostics.Metrics;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Stores;

namespace Outbox.Dispatcher;

/// <summary>All that the dispatcher measures, under OpenTelemetry's conventions for names and units.</summary>
public sealed class Telemetry
{
    /// <summary>The meter to listen to.</summary>
    public const string MeterName = "Outbox.Dispatcher";

    private readonly Counter<long> _sent;
    private readonly Counter<long> _dead;
    private readonly Counter<long> _skipped;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _resends;
    private readonly Histogram<double> _requestDuration;
    private readonly Counter<long> _late;
    private readonly Counter<long> _routed;
    private readonly Counter<long> _lanesLost;
    private readonly Counter<long> _cutOff;
    private double _oldestPendingSeconds;
    private double _oldestEventSeconds;
    private long _pending;
    private int _held;
    private int _live;

    /// <summary>Creates the instruments.</summary>
    public Telemetry(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _sent = meter.CreateCounter<long>("outbox.dispatcher.sent", "{row}", "Rows that Customer.io accepted.");
        _dead = meter.CreateCounter<long>("outbox.dispatcher.dead", "{row}", "Rows that cannot be sent.");
        _skipped = meter.CreateCounter<long>("outbox.dispatcher.skipped", "{row}", "Rows that are not to be sent.");
        _requests = meter.CreateCounter<long>("outbox.dispatcher.requests", "{request}", "Requests, by what the answer meant.");
        _resends = meter.CreateCounter<long>("outbox.dispatcher.resends", "{item}", "Items sent again after a passing failure.");
        _requestDuration = meter.CreateHistogram<double>(
            "outbox.dispatcher.request.duration", "s", "Time until an answer was read, the client's own attempts included.");
        meter.CreateObservableGauge(
            "outbox.dispatcher.oldest_pending.age",
            () => Volatile.Read(ref _oldestPendingSeconds),
            "s",
            "Age of the oldest row of the last read; 0 where it found none.");
        _late = meter.CreateCounter<long>("outbox.dispatcher.late", "{row}", "Events sent more than 72 hours after the fact: they start no campaign.");
        _routed = meter.CreateCounter<long>("outbox.dispatcher.routed", "{row}", "Rows put into the lane of a person whom a lookup told.");
        _lanesLost = meter.CreateCounter<long>("outbox.dispatcher.lanes.lost", "{lane}", "Lanes that another dispatcher took over from this one.");
        _cutOff = meter.CreateCounter<long>("outbox.dispatcher.cut_off", "{item}", "Items under way when the lease of a lane ran out; they go again.");
        meter.CreateObservableGauge("outbox.dispatcher.lanes.held", () => Volatile.Read(ref _held), "{lane}", "Lanes that this dispatcher holds.");
        meter.CreateObservableGauge("outbox.dispatcher.live", () => Volatile.Read(ref _live), "{dispatcher}", "Dispatchers alive, this one included.");
        meter.CreateObservableGauge("outbox.pending", () => Volatile.Read(ref _pending), "{row}", "Rows to send, of all lanes.");
        meter.CreateObservableGauge(
            "outbox.oldest_event.age",
            () => Volatile.Read(ref _oldestEventSeconds),
            "s",
            "Time since the fact of the oldest pending live event, of all lanes; after 72 hours it starts no campaign.");
    }

    internal void Late(int rows) => _late.Add(rows);

    internal void Routed(int rows) => _routed.Add(rows);

    internal void Lost(int lanes) => _lanesLost.Add(lanes);

    internal void CutOff(int items) => _cutOff.Add(items);

    internal void Leased(int held, int live)
    {
        Volatile.Write(ref _held, held);
        Volatile.Write(ref _live, live);
    }

    internal void Seen(StoreHealth health)
    {
        Volatile.Write(ref _pending, health.Pending);
        Volatile.Write(ref _oldestEventSeconds, health.OldestLiveEventAt is { } oldest ? Math.Max(0, (health.Now - oldest).TotalSeconds) : 0);
    }

    internal void Closed(MessageStatus status, int rows)
    {
        var counter = status switch
        {
            MessageStatus.Sent => _sent,
            MessageStatus.Dead => _dead,
            _ => _skipped,
        };
        counter.Add(rows);
    }

    internal void Requested(AnswerKind answer, int items, TimeSpan duration, bool isResend)
    {
        var tag = new KeyValuePair<string, object?>("answer", answer.ToString());
        _requests.Add(1, tag);
        _requestDuration.Record(duration.TotalSeconds, tag);
        if (isResend)
        {
            _resends.Add(items);
        }
    }

    internal void Read(IReadOnlyList<OutboxMessage> messages, DateTime now) => Volatile.Write(
        ref _oldestPendingSeconds,
        messages.Count == 0 ? 0 : Math.Max(0, (now - messages.Min(message => message.CreatedAt)).TotalSeconds));
}
