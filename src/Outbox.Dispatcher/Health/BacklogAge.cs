using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>
/// What the age of the oldest pending live event means: Customer.io starts campaigns only from events of the last 72
/// hours. Half of the time that is left to do something about it is used up at the second limit. Pure.
/// </summary>
public static class BacklogAge
{
    /// <summary>After it an event starts no campaign.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(72);

    /// <summary>Somebody should look at it today.</summary>
    public static readonly TimeSpan Degraded = TimeSpan.FromHours(24);

    /// <summary>Somebody must look at it now.</summary>
    public static readonly TimeSpan Unhealthy = TimeSpan.FromHours(48);

    /// <summary>The state.</summary>
    /// <param name="age">Of the oldest pending live event; null where there is none.</param>
    public static HealthStatus Judge(TimeSpan? age) => age switch
    {
        { } old when old >= Unhealthy => HealthStatus.Unhealthy,
        { } old when old >= Degraded => HealthStatus.Degraded,
        _ => HealthStatus.Healthy,
    };
}
