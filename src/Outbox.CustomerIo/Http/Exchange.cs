namespace Outbox.CustomerIo.Http;

/// <summary>
/// One call and what came of its attempts. It travels with the request through the handlers, because the last exception or
/// response alone does not tell whether an earlier attempt may have been applied.
/// </summary>
internal sealed class Exchange(string path, int items, RequestBody? body, TimeProvider time, CancellationToken caller)
{
    private static readonly HttpRequestOptionsKey<Exchange> Key = new("Outbox.CustomerIo.Exchange");

    private readonly long _started = time.GetTimestamp();
    private readonly List<TrackAttempt> _attempts = [];

    /// <summary>Since the call began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Whether the caller gave up.</summary>
    public bool IsCancelled => caller.IsCancellationRequested;

    /// <summary>In order.</summary>
    public IReadOnlyList<TrackAttempt> Attempts => _attempts;

    /// <summary>Whether any attempt may have been applied without an answer that says so.</summary>
    public bool MayBeApplied { get; private set; }

    /// <summary>The last attempt's answer; null where there was none.</summary>
    public Reply? Reply { get; private set; }

    /// <summary>The clock that the last attempt's answer told; null where it told none.</summary>
    public ServerClock? Clock { get; set; }

    /// <summary>Why the last attempt had no answer.</summary>
    public string? Failure { get; private set; }

    /// <summary>Why a redirect of this attempt was not followed.</summary>
    public string? RedirectNote { get; set; }

    /// <summary>The wait before the next attempt, once it is decided.</summary>
    public TimeSpan NextWait { get; set; }

    public static Exchange Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var exchange)
            ? exchange
            : throw new InvalidOperationException("The client of the Track API is for its own requests.");

    public void TravelWith(HttpRequestMessage request) => request.Options.Set(Key, this);

    public void Begin()
    {
        body?.Rewind();
        Reply = null;
        Clock = null;
        Failure = null;
        RedirectNote = null;
    }

    public TrackAttempt Answered(DateTimeOffset startedAt, TimeSpan duration, Reply reply)
    {
        Reply = reply;
        MayBeApplied |= reply.Status >= 500;
        return Add(startedAt, duration, reply.Status, reply.Body.Length, null);
    }

    public TrackAttempt Failed(DateTimeOffset startedAt, TimeSpan duration, Exception cause)
    {
        Failure = NetworkFault.Describe(cause);
        MayBeApplied |= body is { HasBegun: true } && !NetworkFault.IsBeforeTheRequest(cause);
        return Add(startedAt, duration, null, 0, Failure);
    }

    private TrackAttempt Add(DateTimeOffset startedAt, TimeSpan duration, int? status, long responseBytes, string? error)
    {
        var attempt = new TrackAttempt("/" + path, items, startedAt, duration, status, body?.Length ?? 0, responseBytes, error);
        _attempts.Add(attempt);
        return attempt;
    }
}
