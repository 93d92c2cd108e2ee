using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>Whether Customer.io takes the credentials.</summary>
internal sealed class CredentialsCheck(DispatcherStatus status) : IHealthCheck
{
    public const string Name = "credentials";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(status.IsRefused
            ? HealthCheckResult.Unhealthy("refused by Customer.io; nothing is sent until they are taken (OBX310)")
            : HealthCheckResult.Healthy("accepted"));
}
