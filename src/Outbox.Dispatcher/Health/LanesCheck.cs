using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>Whether this dispatcher has lanes, or others do and it stands by.</summary>
internal sealed class LanesCheck(DispatcherStatus status) : IHealthCheck
{
    public const string Name = "lanes";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult((status.LanesHeld, status.LanesTaken) switch
        {
            ( > 0, _) => HealthCheckResult.Healthy($"{status.LanesHeld} held"),
            (_, > 0) => HealthCheckResult.Healthy("standing by: other dispatchers hold them all"),
            _ => HealthCheckResult.Unhealthy("nobody holds one"),
        });
}
