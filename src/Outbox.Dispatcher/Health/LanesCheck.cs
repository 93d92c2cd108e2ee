using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>Whether this dispatcher has lanes, or others do and it stands by.</summary>
internal sealed class LanesCheck(DispatcherStatus status) : IHealthCheck
{
    public const string Name = "lanes";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(status.Now switch
        {
            { LanesInAll: 0 } => HealthCheckResult.Unhealthy("not asked for yet"),
            { HeldLanes: { Count: > 0 } held, LanesInAll: var all } => HealthCheckResult.Healthy($"{held.Count} of {all} held"),
            { LiveDispatchers: > 1 } => HealthCheckResult.Healthy("standing by: other dispatchers hold them"),
            _ => HealthCheckResult.Unhealthy("none held, and no other dispatcher is alive"),
        });
}
