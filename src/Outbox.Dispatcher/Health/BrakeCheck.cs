using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Outbox.Dispatcher.Doctor;

namespace Outbox.Dispatcher.Health;

/// <summary>Whether sending is held because too many rows died.</summary>
internal sealed class BrakeCheck(DispatcherStatus status, StoreWatch watch) : IHealthCheck
{
    public const string Name = "brake";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var brake = watch.View?.Brake;
        if (!status.Now.IsSendingHeld && brake?.HeldAt is null)
        {
            return Task.FromResult(HealthCheckResult.Healthy("not held"));
        }

        var why = brake is { HeldAt: { } since, Hold: { } hold }
            ? string.Create(CultureInfo.InvariantCulture, $" since {since:u}: {hold.Dead} of {hold.Settled} rows were refused, most with {hold.Code}")
            : "";
        return Task.FromResult(HealthCheckResult.Unhealthy(
            $"{DoctorCodes.SendingHeld.Code.Id}: sending is held{why}; a request is tried every half minute; outbox resume-sending lets them die"));
    }
}
