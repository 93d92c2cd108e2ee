using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outbox.CustomerIo;
using Outbox.Dispatcher;
using Outbox.Stores;

namespace Outbox.Tests.Dispatcher.Doubles;

/// <summary>A dispatcher as a host would have it, between an outbox in memory and a scripted Track API.</summary>
internal sealed class House : IHostApplicationLifetime
{
    private TaskCompletionSource _stopRequested = new();

    public House() => Store = new MemoryStore(Clock);

    public OwnMeters Meters { get; } = new();

    public SkippingClock Clock { get; } = new();

    public MemoryStore Store { get; }

    public ScriptedApi Api { get; } = new();

    /// <summary>The Track API that the dispatcher has, where it is not the scripted one.</summary>
    public ITrackApi? Track { get; init; }

    /// <summary>How the dispatcher is, as long as it runs.</summary>
    public DispatcherStatus? Status { get; private set; }

    public ConcurrentQueue<(int Id, LogLevel Level, string Text)> Lines { get; } = new();

    public Exception? Failure { get; private set; }

    public Task StopRequested => _stopRequested.Task;

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => CancellationToken.None;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    /// <summary>Starts a new dispatcher, lets it work until a read finds nothing or it fails, and stops it.</summary>
    public async Task DrainAsync(Action<DispatcherOptions>? configure = null)
    {
        var empty = Store.Empty;
        await RunAsync(_ => Task.WhenAny(empty, StopRequested), configure);
    }

    /// <summary>Starts a new dispatcher, and stops it when <paramref name="until"/> is over.</summary>
    public async Task RunAsync(Func<IHostedService, Task> until, Action<DispatcherOptions>? configure = null)
    {
        _stopRequested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var services = Services(configure);
        var dispatcher = services.GetRequiredService<IHostedService>();
        Status = services.GetRequiredService<DispatcherStatus>();
        await dispatcher.StartAsync(CancellationToken.None);

        // The limit is for a test that hangs; no test waits for it.
        await until(dispatcher).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await dispatcher.StopAsync(CancellationToken.None);
        Failure = services.GetRequiredService<DispatcherFailure>().Exception;
    }

    public void StopApplication() => _stopRequested.TrySetResult();

    private ServiceProvider Services(Action<DispatcherOptions>? configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IOutboxStore>(Store);
        services.AddSingleton(Track ?? Api);
        services.AddSingleton<IHostApplicationLifetime>(this);
        services.AddSingleton<IMeterFactory>(Meters);
        services.AddLogging(logging => logging.AddProvider(new LineLogger(Lines)));
        services.AddDispatcher(options =>
        {
            options.RatePerSecond = 10_000;
            options.RulesAge = TimeSpan.Zero;
            options.JitterSeed = 7;

            // What waits for a minute or more is no wait of a send, and is not skipped: see SkippingClock.
            options.Lease = TimeSpan.FromHours(1);
            configure?.Invoke(options);
        });
        return services.BuildServiceProvider();
    }

    internal sealed class OwnMeters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options.Name, options.Version, options.Tags, scope: this);

        public void Dispose()
        {
        }
    }

    private sealed class LineLogger(ConcurrentQueue<(int Id, LogLevel Level, string Text)> lines) : ILogger, ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((eventId.Id, logLevel, formatter(state, exception)));
    }
}
