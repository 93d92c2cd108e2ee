using System.Diagnostics;
using System.Diagnostics.Metrics;
using Outbox.Core.Messages;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Health;

namespace Outbox.Dispatcher;

/// <summary>
/// All that the dispatcher measures and traces, under OpenTelemetry's conventions for names and units. No attribute holds
/// personal data, and none has more values than a page.
/// </summary>
public sealed class Telemetry
{
    /// <summary>The meter to listen to.</summary>
    public const string MeterName = "Outbox.Dispatcher";

    /// <summary>The source of traces to listen to.</summary>
    public const string SourceName = "Outbox";

    // From a lively shop to a long outage; the defaults, made for web requests in milliseconds, end at ten seconds.
    private static readonly double[] LatencyBounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400, 172_800, 259_200];
    private static readonly double[] RequestBounds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 20, 25];

    private static readonly ActivitySource Source = new(SourceName);

    private readonly Counter<long> _rows;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _resends;
    private readonly Counter<long> _faults;
    private readonly Counter<long> _late;
    private readonly Counter<long> _routed;
    private readonly Counter<long> _lanesLost;
    private readonly Counter<long> _cutOff;
    private readonly Histogram<double> _requestDuration;
    private readonly Histogram<double> _latency;

    /// <summary>Creates the instruments.</summary>
    public Telemetry(IMeterFactory meters, DispatcherStatus status, TimeProvider clock, StoreWatch? watch = null)
    {
        var meter = meters.Create(MeterName);
        _rows = meter.CreateCounter<long>("outbox.dispatcher.rows", "{row}", "Rows closed, by outcome: sent, dead, skipped.");
        _requests = meter.CreateCounter<long>("outbox.dispatcher.requests", "{request}", "Requests, by what the answer meant.");
        _resends = meter.CreateCounter<long>("outbox.dispatcher.resends", "{item}", "Items sent again after a passing failure.");
        _faults = meter.CreateCounter<long>("outbox.dispatcher.faults", "{fault}", "Values that a row or an answer lost, each recorded as a fault.");
        _late = meter.CreateCounter<long>("outbox.dispatcher.late", "{row}", "Events sent when they were older than 72 hours: they start no campaign.");
        _routed = meter.CreateCounter<long>("outbox.dispatcher.routed", "{row}", "Rows put into the lane of a person whom a lookup told.");
        _lanesLost = meter.CreateCounter<long>("outbox.dispatcher.lanes.lost", "{lane}", "Lanes that another dispatcher took over from this one.");
        _cutOff = meter.CreateCounter<long>("outbox.dispatcher.cut_off", "{item}", "Items under way when the lease of a lane ran out; they go again.");
        _requestDuration = meter.CreateHistogram(
            "outbox.dispatcher.request.duration",
            "s",
            "Time until an answer was read, the client's own attempts included.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = RequestBounds });
        _latency = meter.CreateHistogram(
            "outbox.dispatcher.latency",
            "s",
            "Time from a row's write to its acceptance by Customer.io.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = LatencyBounds });

        meter.CreateObservableGauge("outbox.dispatcher.lanes.held", () => status.Now.HeldLanes.Count, "{lane}", "Lanes that this dispatcher holds.");
        meter.CreateObservableGauge("outbox.dispatcher.live", () => status.Now.LiveDispatchers, "{dispatcher}", "Dispatchers alive, this one included.");
        meter.CreateObservableGauge(
            "outbox.held", () => status.Now.Held.Count, "{part}", "Parts of the mapping whose rows wait for a table, column or right.");
        meter.CreateObservableGauge(
            "outbox.dispatcher.failing", () => status.Now.Failing.Count, "{part}", "What fails and is tried again, for reasons not understood.");
        meter.CreateObservableGauge(
            "outbox.dispatcher.credentials.refused", () => status.Now.Endpoint == EndpointState.Refused ? 1 : 0, null, "1 where Customer.io refuses the credentials, else 0.");
        meter.CreateObservableGauge(
            "outbox.dispatcher.clock.ahead",
            () => status.Now.DatabaseAhead is { } ahead ? new Measurement<double>[] { new(ahead.TotalSeconds) } : [],
            "s",
            "How far the database's clock is ahead of Customer.io's for sure; negative where it is behind.");
        meter.CreateObservableGauge(
            "outbox.dispatcher.answers.not_understood", () => status.Now.NotUnderstood, "{answer}", "Answers in a row that are not the Track API's; 0 after one that is.");
        meter.CreateObservableGauge(
            "outbox.dispatcher.set_aside", () => status.Now.SetAside, "{person}", "Persons whose items get answers that are not understood, and who wait apart.");
        var startedAt = clock.GetUtcNow().ToUnixTimeSeconds();
        meter.CreateObservableGauge(
            "outbox.dispatcher.start_time", () => startedAt, "s", "When this process started, as unix seconds: another one at each start.");
        if (watch is not null)
        {
            meter.CreateObservableGauge(
                "outbox.sending.held", () => Seen<int>(watch, view => view.Brake is null ? null : view.Brake.HeldAt is null ? 0 : 1), null, "1 where sending is held because too many rows died, of the whole outbox, else 0.");
            meter.CreateObservableGauge("outbox.dead", () => Seen(watch, view => view.Health?.Dead), "{row}", "Rows that cannot be sent, of the whole outbox.");
            meter.CreateObservableGauge("outbox.pending", () => Seen(watch, view => view.Health?.Pending), "{row}", "Rows to send, of the whole outbox.");
            meter.CreateObservableGauge(
                "outbox.oldest_live.age",
                () => Seen<double>(watch, view => view.Health is null ? null : view.OldestLiveAge(clock)?.TotalSeconds ?? 0),
                "s",
                "Age of the oldest live event to send, of the whole outbox; 0 where none waits.");
            meter.CreateObservableGauge("outbox.paused", () => Seen(watch, view => view.Health?.Paused), "{row}", "Rows to send that wait because their event type is paused; counted in outbox.pending too.");
            meter.CreateObservableGauge(
                "outbox.oldest_paused.age",
                () => Seen<double>(watch, view => view.Health is null ? null : view.OldestPausedAge(clock)?.TotalSeconds ?? 0),
                "s",
                "Age of the oldest live event of a paused type; 0 where none waits.");
            meter.CreateObservableGauge(
                "outbox.database.reached", () => Seen<int>(watch, view => view.IsReached ? 1 : 0), null, "1 where the database answered last, else 0.");
        }
    }

    /// <summary>Traces one read, brought to its end.</summary>
    internal static Activity? StartCycle() => Source.StartActivity("outbox.cycle");

    /// <summary>Traces a step: <c>read</c>, <c>route</c>, and of a cycle <c>shape</c>, <c>save</c>, <c>record</c>.</summary>
    internal static Activity? StartStep(string step) => Source.StartActivity("outbox." + step);

    /// <summary>Lets go of a step in which there was nothing to do: an idle dispatcher looks several times a second.</summary>
    internal static void Drop(Activity? step)
    {
        if (step is not null)
        {
            step.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    /// <summary>Traces one request.</summary>
    internal static Activity? StartRequest(int items, int bytes) => Source.StartActivity("outbox.request", ActivityKind.Client)?
        .SetTag("outbox.items", items)
        .SetTag("http.request.body.size", bytes);

    /// <summary>Adds what came of a request.</summary>
    internal static void EndRequest(Activity? request, TrackAnswer answer)
    {
        request?.SetTag("outbox.answer", Word(answer.Kind)).SetTag("http.response.status_code", answer.HttpStatus);
        if (answer.Kind is not (AnswerKind.Accepted or AnswerKind.PartlyAccepted))
        {
            request?.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Begins every count at nought: one that begins at its first row would hide it from whoever looks at increases.</summary>
    internal void Begin()
    {
        foreach (var outcome in (MessageStatus[])[MessageStatus.Sent, MessageStatus.Dead, MessageStatus.Skipped])
        {
            Closed(outcome, 0);
        }

        foreach (var answer in Enum.GetValues<AnswerKind>())
        {
            _requests.Add(0, new KeyValuePair<string, object?>("outbox.answer", Word(answer)));
        }

        foreach (var counter in (Counter<long>[])[_resends, _faults, _late, _routed, _lanesLost, _cutOff])
        {
            counter.Add(0);
        }
    }

    internal void Closed(MessageStatus status, int rows) =>
        _rows.Add(rows, new KeyValuePair<string, object?>("outbox.outcome", Word(status)));

    internal void Lost(int faults) => _faults.Add(faults);

    internal void WasLate(int rows) => _late.Add(rows);

    internal void Routed(int rows) => _routed.Add(rows);

    internal void LanesLost(int lanes) => _lanesLost.Add(lanes);

    internal void CutOff(int items) => _cutOff.Add(items);

    internal void Accepted(TimeSpan latency, Priority priority) => _latency.Record(
        Math.Max(0, latency.TotalSeconds),
        new KeyValuePair<string, object?>("outbox.priority", priority == Priority.Backfill ? "backfill" : "live"));

    internal void Requested(AnswerKind answer, int items, TimeSpan duration, bool isResend)
    {
        var tag = new KeyValuePair<string, object?>("outbox.answer", Word(answer));
        _requests.Add(1, tag);
        _requestDuration.Record(duration.TotalSeconds, tag);
        if (isResend)
        {
            _resends.Add(items);
        }
    }

    // What is not known is not told: a zero would read as an empty outbox.
    private static IEnumerable<Measurement<T>> Seen<T>(StoreWatch watch, Func<StoreView, T?> value)
        where T : struct => watch.View is { } view && value(view) is { } known ? [new Measurement<T>(known)] : [];

    private static string Word(MessageStatus status) => status switch
    {
        MessageStatus.Sent => "sent",
        MessageStatus.Dead => "dead",
        _ => "skipped",
    };

    private static string Word(AnswerKind answer) => answer switch
    {
        AnswerKind.Accepted => "accepted",
        AnswerKind.PartlyAccepted => "partly_accepted",
        AnswerKind.Refused => "refused",
        AnswerKind.NotUnderstood => "not_understood",
        AnswerKind.Unauthorized => "unauthorized",
        _ => "try_again",
    };
}
