using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>What the dispatcher waits for, since when, and by when it tries again. Others judge it.</summary>
internal sealed class WaitsCheck(Waits waits, TimeProvider clock) : IHealthCheck
{
    public const string Name = "waits";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var all = waits.Now.Select(wait => string.Create(
            CultureInfo.InvariantCulture, $"{wait.What}, for {(now - wait.Since).TotalSeconds:F0} s, tried within {wait.TriedWithin.TotalSeconds:F0} s")).ToList();
        return Task.FromResult(HealthCheckResult.Healthy(all.Count == 0 ? "for nothing" : "for " + string.Join("; ", all)));
    }
}
