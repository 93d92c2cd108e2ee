using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>Whether events go out in time to start campaigns.</summary>
internal sealed class BacklogCheck(StoreWatch watch, TimeProvider clock) : IHealthCheck
{
    public const string Name = "backlog";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var age = watch.View?.OldestLiveAge(clock);
        var status = BacklogAge.Judge(age);
        var says = age is null
            ? "no live event waits"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the oldest live event that waits is {age.Value.TotalHours:F1} h old; after {BacklogAge.Window.TotalHours:F0} h it starts no campaign");
        var data = new Dictionary<string, object> { ["pending"] = watch.View?.Health?.Pending ?? 0 };
        if (age is { } old)
        {
            data["oldest_live_seconds"] = (long)old.TotalSeconds;
        }

        return Task.FromResult(new HealthCheckResult(status, says, data: data));
    }
}
