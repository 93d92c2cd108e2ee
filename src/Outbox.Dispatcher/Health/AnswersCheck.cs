using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Outbox.Dispatcher.Health;

/// <summary>Whether the answers are understood: a proxy's pages close no row, and nothing is sent by them either.</summary>
internal sealed class AnswersCheck(DispatcherStatus status) : IHealthCheck
{
    public const string Name = "answers";

    /// <summary>So many in a row are no single hiccup.</summary>
    public const int Several = 3;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = status.Now;
        var data = new Dictionary<string, object> { ["not_understood"] = now.NotUnderstood, ["set_aside"] = now.SetAside };
        return Task.FromResult(now switch
        {
            { NotUnderstood: >= Several } => HealthCheckResult.Degraded(string.Create(
                CultureInfo.InvariantCulture,
                $"OBX460: the last {now.NotUnderstood} answers are not the Track API's (HTTP {now.NotUnderstoodStatus}): look at proxies and the base address; rows wait, none is closed"), data: data),
            { SetAside: > 0 } => HealthCheckResult.Degraded(string.Create(
                CultureInfo.InvariantCulture,
                $"OBX460: items of {now.SetAside} persons get answers that are not the Track API's; they wait apart and are tried again"), data: data),
            _ => HealthCheckResult.Healthy("understood", data),
        });
    }
}
