using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Bind;
using Outbox.Dispatcher.Health;
using Outbox.Dispatcher.Lease;
using Outbox.Dispatcher.Plan;
using Outbox.Dispatcher.Read;
using Outbox.Dispatcher.Schedules;
using Outbox.Dispatcher.Send;
using Outbox.Stores;

namespace Outbox.Dispatcher;

/// <summary>Registers the dispatcher.</summary>
public static class DispatcherRegistration
{
    /// <summary>
    /// Registers the dispatcher as a hosted service. Takes <see cref="IOutboxStore"/> and
    /// <see cref="ITrackApi"/> from the services, and a <see cref="TimeProvider"/> where there is one.
    /// <see cref="DispatcherFailure"/> tells afterwards what stopped it.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; null for the defaults.</param>
    /// <exception cref="Core.Errors.OutboxException">OBX470: an option is out of range.</exception>
    public static IServiceCollection AddDispatcher(this IServiceCollection services, Action<DispatcherOptions>? configure = null)
    {
        var options = new DispatcherOptions();
        configure?.Invoke(options);
        options.Validate();

        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<DispatcherFailure>();
        services.AddSingleton<DispatcherStatus>();
        services.TryAddSingleton<HealthOptions>();
        services.AddSingleton<Pulse>();
        services.AddSingleton<Telemetry>();
        services.AddSingleton<Troubles>();
        services.AddSingleton(new Jitter(options.JitterSeed));
        services.AddSingleton(_ => new RequestRate(options));
        services.AddSingleton<IHostedService>(Build);
        return services;
    }

    private static DispatcherService Build(IServiceProvider services)
    {
        T Get<T>()
            where T : notnull => services.GetRequiredService<T>();

        ILogger<T> LogOf<T>() => Get<ILogger<T>>();

        var (options, clock, jitter, telemetry, status) = (
            Get<DispatcherOptions>(), Get<TimeProvider>(), Get<Jitter>(), Get<Telemetry>(), Get<DispatcherStatus>());
        var (pulse, api) = (Get<Pulse>(), Get<ITrackApi>());
        var clocks = new ClockWatch(status, LogOf<ClockWatch>());
        var store = new PatientStore(
            Get<IOutboxStore>(), new Backoff(options.BackoffMin, options.BackoffMax), jitter, pulse, clocks, clock, LogOf<PatientStore>());
        var troubles = Get<Troubles>();
        var endings = new Endings();
        var held = new HeldParts(store, status, troubles, LogOf<HeldParts>());
        var shop = new ShopReads(store, new KnownFailures(), held);
        var rules = new RulesReader(store, held, options, clock);
        var summary = new Summary(options, clock, LogOf<Summary>());
        var times = new CommitTimes(telemetry, clock);
        var pace = new IdentifyPace(clock, options.TouchSpacing);
        var endpoint = new Endpoint(status, pulse, clocks, clock, LogOf<Endpoint>());
        var owner = OwnerName.Make(jitter);
        var brake = new Brake(store, options, status, jitter, clock, LogOf<Brake>()) { Owner = owner.Owner };
        var recorder = new Recorder(store, times, telemetry, summary, pace, brake);
        var credentials = new CredentialWatch(api, endpoint, jitter, clock);
        var desk = new LaneDesk(options, clock);
        var keeper = new LeaseKeeper(
            Get<IOutboxStore>(), desk, owner, Get<RequestRate>(), status, telemetry, pulse, endings, options, clock, LogOf<LeaseKeeper>());
        var aside = new SetAside(new Backoff(options.BackoffMin, options.BackoffMax), jitter, status, clock);
        var sender = new Sender(api, endpoint, Get<RequestRate>(), aside, brake, recorder, jitter, telemetry, pulse, options, clock, LogOf<Sender>());
        return new DispatcherService(
            new BindingWatch(store, api, credentials, status, endings, troubles, clock, LogOf<BindingWatch>()),
            keeper,
            desk,
            new Cycle(
                store, rules, new RowReader(store, shop), new Router(store, shop, held, rules, telemetry), sender, aside, recorder, pace, desk, endings, status, times, telemetry, options, clock),
            new Scheduler(store, Get<IOutboxStore>(), rules, desk, endings, troubles, options, clock, LogOf<Scheduler>()),
            credentials,
            brake,
            summary,
            endings,
            new LaneTroubles(troubles),
            jitter,
            options,
            Get<DispatcherFailure>(),
            Get<IHostApplicationLifetime>(),
            telemetry,
            status,
            pulse,
            clock,
            LogOf<DispatcherService>());
    }
}
