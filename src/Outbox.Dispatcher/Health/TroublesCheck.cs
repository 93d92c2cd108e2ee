using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>Whether something fails and is tried again, since nobody knows better.</summary>
internal sealed class TroublesCheck(DispatcherStatus status) : IHealthCheck
{
    public const string Name = "troubles";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failing = status.Now.Failing;
        return Task.FromResult(failing.Count == 0
            ? HealthCheckResult.Healthy("none")
            : HealthCheckResult.Degraded(
                "tried again until it does not fail: " + string.Join("; ", failing.Select(part => $"{part.Key} ({part.Value})")),
                data: failing.ToDictionary(part => part.Key, object (part) => part.Value, StringComparer.Ordinal)));
    }
}
