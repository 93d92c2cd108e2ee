using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outbox.CustomerIo;
using Outbox.Dispatcher.Health;
using Outbox.Dispatcher.Plan;
using Outbox.Dispatcher.Read;
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
        services.TryAddSingleton<HealthOptions>();
        services.AddSingleton<Pulse>();
        services.AddSingleton<DispatcherFailure>();
        services.AddSingleton<DispatcherStatus>();
        services.AddSingleton<Telemetry>();
        services.AddSingleton(new Jitter(options.JitterSeed));
        services.AddSingleton(_ => new RequestRate(options));
        services.AddSingleton<IHostedService>(Build);
        return services;
    }

    private static DispatcherService Build(IServiceProvider services)
    {
        T Get<T>()
            where T : notnull => services.GetRequiredService<T>();

        var (options, clock, jitter, telemetry) = (Get<DispatcherOptions>(), Get<TimeProvider>(), Get<Jitter>(), Get<Telemetry>());
        var (pulse, status, api) = (Get<Pulse>(), Get<DispatcherStatus>(), Get<ITrackApi>());
        var store = new PatientStore(
            Get<IOutboxStore>(), new Backoff(options.BackoffMin, options.BackoffMax), jitter, pulse, clock, Get<ILogger<PatientStore>>());
        var rules = new RulesReader(store, options, clock);
        var summary = new Summary(options, clock, Get<ILogger<Summary>>());
        var times = new CommitTimes(telemetry, clock);
        var recorder = new Recorder(store, times, telemetry, summary);
        var endpoint = new Endpoint(clock, status, Get<ILogger<Endpoint>>());
        var sender = new Sender(api, endpoint, Get<RequestRate>(), recorder, jitter, telemetry, pulse, options, clock);
        var cycle = new Cycle(store, rules, new RowReader(store), sender, recorder, times, telemetry, options);
        return new DispatcherService(
            store,
            rules,
            cycle,
            new CredentialWatch(api, endpoint, jitter, pulse, clock),
            summary,
            options,
            Get<DispatcherFailure>(),
            Get<IHostApplicationLifetime>(),
            telemetry,
            status,
            pulse,
            clock,
            Get<ILogger<DispatcherService>>());
    }
}
