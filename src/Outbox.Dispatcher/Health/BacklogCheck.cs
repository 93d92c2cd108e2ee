using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>
/// Whether events go out in time to start campaigns. What a paused type holds back is told apart: it never makes a dispatcher
/// unhealthy, since no restart and nobody on call mends it; but its 72 hours run, and somebody should know.
/// </summary>
internal sealed class BacklogCheck(StoreWatch watch, TimeProvider clock) : IHealthCheck
{
    public const string Name = "backlog";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var age = watch.View?.OldestLiveAge(clock);
        var paused = watch.View?.OldestPausedAge(clock);
        var status = BacklogAge.Judge(age);
        if (status == HealthStatus.Healthy && BacklogAge.Judge(paused) != HealthStatus.Healthy)
        {
            status = HealthStatus.Degraded;
        }

        var data = new Dictionary<string, object> { ["pending"] = watch.View?.Health?.Pending ?? 0 };
        Tell("oldest_live_seconds", age);
        if (watch.View?.Health?.Paused is > 0 and var rows)
        {
            data["paused"] = rows;
        }

        Tell("oldest_paused_seconds", paused);
        return Task.FromResult(new HealthCheckResult(status, Words("the oldest live event that waits", age) + Paused(paused), data: data));

        void Tell(string key, TimeSpan? value)
        {
            if (value is { } old)
            {
                data[key] = (long)old.TotalSeconds;
            }
        }
    }

    private static string Words(string what, TimeSpan? age) => age is null
        ? "no live event waits"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{what} is {age.Value.TotalHours:F1} h old; after {BacklogAge.Window.TotalHours:F0} h it starts no campaign");

    private static string Paused(TimeSpan? age) => age is null ? "" : "; " + Words("the oldest of a paused type", age);
}
