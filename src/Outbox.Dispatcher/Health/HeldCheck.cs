using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>
/// Whether parts of the mapping wait for a table, a column or a right: no restart changes that, but somebody must put it right.
/// </summary>
internal sealed class HeldCheck(DispatcherStatus status) : IHealthCheck
{
    public const string Name = "held";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var held = status.Now.Held;
        return Task.FromResult(held.Count == 0
            ? HealthCheckResult.Healthy("nothing is held")
            : HealthCheckResult.Degraded(
                "held, everything else goes on: " + string.Join("; ", held.Select(part => $"{part.Part} ({part.Why})")),
                data: held.ToDictionary(part => part.Part, object (part) => part.Why, StringComparer.Ordinal)));
    }
}
