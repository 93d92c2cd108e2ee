using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Outbox.CustomerIo;

namespace Outbox.Tests.CustomerIo;

/// <summary>The client as it is registered, over a scripted server and a clock that jumps over the waits between attempts.</summary>
internal sealed class Harness : ITrackObserver, IDisposable
{
    public const string Ulid = "01DXF6DT00ABCDEFGHJKMNPQRS";

    private readonly ServiceProvider _services;

    public Harness(Action<TrackOptions>? configure, params Func<CancellationToken, Task<HttpResponseMessage>>[] steps)
    {
        Server = new FakeServer(Time, steps);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<ITrackObserver>(this);
        services.AddTrackApi(options =>
        {
            options.Region = "us";
            options.SiteId = "site";
            options.ApiKey = "key";
            options.JitterSeed = 1;
            configure?.Invoke(options);
        }).ConfigurePrimaryHttpMessageHandler(() => Server);
        _services = services.BuildServiceProvider();
        Api = _services.GetRequiredService<ITrackApi>();
    }

    public Harness(params Func<CancellationToken, Task<HttpResponseMessage>>[] steps)
        : this(null, steps)
    {
    }

    public ImpatientTime Time { get; } = new();

    public FakeServer Server { get; }

    public ITrackApi Api { get; }

    public List<TrackAttempt> Observed { get; } = [];

    public static TrackItem Item(string person = "cust_1") => TrackItem.Event(person, "order_completed", Ulid, 1_700_000_000, "{}");

    /// <summary>A server that reads the request and never answers: seconds pass until the client has had enough.</summary>
    public static Func<CancellationToken, Task<HttpResponseMessage>> Hang(Func<Harness> harness) => cancellationToken =>
    {
        for (var second = 0; second < 100 && !cancellationToken.IsCancellationRequested; second++)
        {
            harness().Time.Advance(TimeSpan.FromSeconds(1));
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw new InvalidOperationException("The client waited for more than 100 s.");
    };

    public Task<TrackAnswer> SendAsync(int items = 1) =>
        Api.SendAsync([.. Enumerable.Range(1, items).Select(i => Item($"cust_{i}"))], TestContext.Current.CancellationToken);

    public void Attempted(TrackAttempt attempt) => Observed.Add(attempt);

    public void Dispose() => _services.Dispose();
}

/// <summary>Every timer but the time limits is a wait between attempts: it is noted, and over at once.</summary>
internal sealed class ImpatientTime : FakeTimeProvider
{
    public static readonly TimeSpan Attempt = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Total = TimeSpan.FromSeconds(25);

    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime != Attempt && dueTime != Total)
        {
            Waits.Add(dueTime);
            Advance(dueTime);
        }

        return timer;
    }
}
