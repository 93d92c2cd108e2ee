using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>Whether the loops turn.</summary>
internal sealed class LoopCheck(Pulse pulse) : IHealthCheck
{
    public const string Name = "loop";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(pulse.IsAlive
            ? HealthCheckResult.Healthy("turns")
            : HealthCheckResult.Unhealthy($"hangs: a turn is overdue by {pulse.Overdue.TotalSeconds:F0} s"));
}
