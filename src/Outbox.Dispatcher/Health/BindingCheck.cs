using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>Whether the outbox belongs to this server, database and Customer.io environment.</summary>
internal sealed class BindingCheck(DispatcherStatus status) : IHealthCheck
{
    public const string Name = "binding";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(status.Now.Binding switch
        {
            BindingState.Bound => HealthCheckResult.Healthy("fits"),
            BindingState.Other => HealthCheckResult.Unhealthy("the outbox belongs to another server, database or Customer.io environment: outbox adopt"),
            _ => HealthCheckResult.Unhealthy("not checked yet; nothing is sent before"),
        });
}
