using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>Whether the outbox belongs to this server, database and Customer.io environment.</summary>
internal sealed class BindingCheck(DispatcherStatus status) : IHealthCheck
{
    public const string Name = "binding";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(status.BindingFault is { } fault
            ? HealthCheckResult.Unhealthy($"the outbox belongs elsewhere ({fault})")
            : HealthCheckResult.Healthy("fits"));
}
