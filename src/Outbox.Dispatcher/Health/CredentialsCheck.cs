using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>Whether Customer.io takes the credentials.</summary>
internal sealed class CredentialsCheck(DispatcherStatus status) : IHealthCheck
{
    public const string Name = "credentials";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(status.Now.Endpoint switch
        {
            EndpointState.Refused => HealthCheckResult.Unhealthy("refused by Customer.io; nothing is sent until they are taken (OBX310)"),
            EndpointState.Down => HealthCheckResult.Healthy("not refused; Customer.io cannot take requests now, its rows wait"),
            _ => HealthCheckResult.Healthy("accepted"),
        });
}
