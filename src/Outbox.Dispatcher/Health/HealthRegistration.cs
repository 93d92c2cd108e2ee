using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Outbox.Dispatcher.Health;

/// <summary>Registers what tells how the dispatcher is.</summary>
public static class HealthRegistration
{
    /// <summary>Registers the checks, and the look at the outbox that they and the gauges share.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">How.</param>
    /// <exception cref="Core.Errors.OutboxException">OBX470: an option is out of range.</exception>
    public static IServiceCollection AddDispatcherHealth(this IServiceCollection services, HealthOptions options)
    {
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.Replace(ServiceDescriptor.Singleton(options));
        services.AddSingleton<StoreWatch>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<StoreWatch>());
        services.AddHealthChecks()
            .AddCheck<LoopCheck>(LoopCheck.Name, tags: [HealthTags.Live, HealthTags.Ready])
            .AddCheck<DatabaseCheck>(DatabaseCheck.Name, tags: [HealthTags.Ready])
            .AddCheck<BindingCheck>(BindingCheck.Name, tags: [HealthTags.Ready])
            .AddCheck<CredentialsCheck>(CredentialsCheck.Name, tags: [HealthTags.Ready])
            .AddCheck<BrakeCheck>(BrakeCheck.Name, tags: [HealthTags.Ready])
            .AddCheck<AnswersCheck>(AnswersCheck.Name, tags: [HealthTags.Ready])
            .AddCheck<LanesCheck>(LanesCheck.Name, tags: [HealthTags.Ready])
            .AddCheck<HeldCheck>(HeldCheck.Name, tags: [HealthTags.Ready])
            .AddCheck<TroublesCheck>(TroublesCheck.Name, tags: [HealthTags.Ready])
            .AddCheck<BacklogCheck>(BacklogCheck.Name, tags: [HealthTags.Ready])
            .AddCheck<CapturesCheck>(CapturesCheck.Name, tags: [HealthTags.Ready]);
        return services;
    }
}
