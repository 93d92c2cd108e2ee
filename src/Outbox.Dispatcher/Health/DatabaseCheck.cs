using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>Whether the database answers.</summary>
internal sealed class DatabaseCheck(StoreWatch watch, DispatcherStatus status, TimeProvider clock) : IHealthCheck
{
    public const string Name = "database";

    /// <summary>A lock that is waited for longer is no passing one; on a full disk reads answer and writes do not.</summary>
    private static readonly TimeSpan Passing = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(watch.View switch
        {
            null => HealthCheckResult.Unhealthy("not asked yet"),
            { IsReached: true } when status.Now is { StoreFault: { } waits, StoreFaultSince: { } since } && clock.GetUtcNow() - since > Passing =>
                HealthCheckResult.Unhealthy($"takes no writes, or not all reads ({waits}); they are tried again until it does"),
            { IsReached: true } => HealthCheckResult.Healthy("answers"),
            { Fault: var fault } => HealthCheckResult.Unhealthy($"does not answer ({fault})"),
        });
}
