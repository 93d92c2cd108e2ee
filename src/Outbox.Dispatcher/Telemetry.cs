using System.Diagnostics.Metrics;
using Outbox.Core.Messages;
using Outbox.CustomerIo;

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
    private double _oldestPendingSeconds;

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
