using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>Whether the database answers.</summary>
internal sealed class DatabaseCheck(StoreWatch watch) : IHealthCheck
{
    public const string Name = "database";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(watch.View switch
        {
            null => HealthCheckResult.Unhealthy("not asked yet"),
            { IsReached: true } => HealthCheckResult.Healthy("answers"),
            { Fault: var fault } => HealthCheckResult.Unhealthy($"does not answer ({fault})"),
        });
}
