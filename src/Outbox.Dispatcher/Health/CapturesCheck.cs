using Microsoft.Extensions.Diagnostics.HealthChecks;
using Outbox.Stores;

namespace Outbox.Dispatcher.Health;

/// <summary>
/// Whether the triggers are as migrate left them. A schema change of the shop can take one away, or make every write of its table
/// fail, and nobody who only sends would notice.
/// </summary>
internal sealed class CapturesCheck(StoreWatch watch) : IHealthCheck
{
    public const string Name = "captures";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(watch.View?.Health switch
        {
            null => HealthCheckResult.Healthy("not looked at yet"),
            { Captures: null } => HealthCheckResult.Degraded("whether the triggers are as migrate left them could not be seen"),
            { Captures: { Count: 0 } } => HealthCheckResult.Healthy("as migrate left them"),
            { Captures: var faults } => new HealthCheckResult(
                faults.All(f => f.State == CaptureState.Changed) ? HealthStatus.Degraded : HealthStatus.Unhealthy,
                string.Join("; ", faults.Select(Words)) + ": outbox doctor"),
        });

    private static string Words(CaptureFault fault) => fault.State switch
    {
        CaptureState.Gone => $"the trigger of {fault.Table} is gone",
        CaptureState.Astray => $"the trigger of {fault.Table} sits on another table",
        CaptureState.Unbound => $"the trigger of {fault.Table} no longer fits it ({fault.Detail})",
        CaptureState.Disabled => $"the trigger of {fault.Table} is disabled",
        _ => $"the trigger of {fault.Table} was changed",
    };
}
