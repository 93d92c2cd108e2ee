using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outbox.CustomerIo;
using Outbox.Dispatcher;
using Outbox.Dispatcher.Read;
using Outbox.Mapping.Model;
using Outbox.Stores;

namespace Outbox.Tests.Dispatcher.Doubles;

/// <summary>A dispatcher as a host would have it, between an outbox in memory and a scripted Track API.</summary>
internal sealed class House : IHostApplicationLifetime, ILoggerProvider
{
    private static readonly Position Nowhere = new(1, 1);
    private readonly TaskCompletionSource _stopRequested = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public House() => Store = new MemoryStore(Clock);

    public OwnMeters Meters { get; } = new();

    public SkippingClock Clock { get; } = new();

    public MemoryStore Store { get; }

    public ScriptedApi Api { get; } = new();

    public PlainShaper Shaper { get; private set; } = new();

    public MappingDocument Mapping { get; set; } = new()
    {
        Version = 1,
        Source = "shop",
        TimeZone = "UTC",
        People = new People
        {
            Table = Table("Customers"),
            Id = Column("CustomerId"),
            Prefix = "cust_",
            TouchedBy = [new TouchSource(Table("Addresses"), new DirectPerson(Column("CustomerId")), "touched_by:Addresses", Nowhere)],
        },
        Events = [Event("order_completed"), Event("order_shipped")],
    };

    public ConcurrentQueue<(int Id, LogLevel Level, string Text)> Lines { get; } = new();

    public Exception? Failure { get; private set; }

    public Task StopRequested => _stopRequested.Task;

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => CancellationToken.None;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public static TableEvent Event(string name, bool isStrict = false) => new()
    {
        Name = name,
        Table = Table("Orders"),
        When = new Inserted(Nowhere),
        Id = [Column("OrderId")],
        Person = new DirectPerson(Column("CustomerId")),
        StrictOrder = isStrict,
    };

    public static Schedule Schedule(string name) => new()
    {
        Name = name,
        Source = Table("Due"),
        Cron = "0 2 * * *",
        Id = [Column("CustomerId")],
        Person = new DirectPerson(Column("CustomerId")),
    };

    public static Feed Feed(string table) => new()
    {
        Name = $"feed:{table}",
        Table = Table(table),
        NameColumn = Column("event_name"),
        Id = Column("event_id"),
        Person = new DirectPerson(Column("customer_id")),
        OccurredAt = new OccurredAt(Column("timestamp"), null),
    };

    /// <summary>Starts a new dispatcher, lets it work until a read finds nothing or it fails, and stops it.</summary>
    public async Task DrainAsync(Action<DispatcherOptions>? configure = null)
    {
        var empty = Store.Empty;
        await RunAsync(_ => Task.WhenAny(empty, StopRequested), configure);
    }

    /// <summary>Starts a new dispatcher, and stops it when <paramref name="until"/> is over.</summary>
    public async Task RunAsync(Func<IHostedService, Task> until, Action<DispatcherOptions>? configure = null)
    {
        Shaper = new PlainShaper();
        await using var services = Services(configure);
        var dispatcher = services.GetRequiredService<IHostedService>();
        await dispatcher.StartAsync(CancellationToken.None);

        // The limit is for a test that hangs; no test waits for it.
        await until(dispatcher).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await dispatcher.StopAsync(CancellationToken.None);
        Failure = services.GetRequiredService<DispatcherFailure>().Exception;
    }

    public void StopApplication() => _stopRequested.TrySetResult();

    public ILogger CreateLogger(string categoryName) => new LineLogger(Lines);

    public void Dispose()
    {
    }

    private static TableReference Table(string name) => new(new TableName(null, name), Nowhere);

    private static ColumnReference Column(string name) => new(name, Nowhere);

    private ServiceProvider Services(Action<DispatcherOptions>? configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IOutboxStore>(Store);
        services.AddSingleton<ITrackApi>(Api);
        services.AddSingleton<IHostApplicationLifetime>(this);
        services.AddSingleton<IMeterFactory>(Meters);
        services.AddSingleton<MappingLoader>(_ => new LoadedMapping(Mapping, Shaper));
        services.AddLogging(logging => logging.AddProvider(this));
        services.AddDispatcher(options =>
        {
            options.RatePerSecond = 10_000;
            options.RulesAge = TimeSpan.Zero;
            options.JitterSeed = 7;
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

    private sealed class LineLogger(ConcurrentQueue<(int Id, LogLevel Level, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((eventId.Id, logLevel, formatter(state, exception)));
    }
}
