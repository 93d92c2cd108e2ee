using Outbox.Stores;

namespace Outbox.Dispatcher;

/// <summary>Keeps the age of the oldest pending event, and what else the database tells of itself, at hand.</summary>
internal sealed class HealthPulse(
    IOutboxStore store, DispatcherStatus status, Telemetry telemetry, DispatcherOptions options, TimeProvider clock)
{
    /// <summary>Asks until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var health = await store.ReadHealthAsync(cancellationToken);
            status.Note(now => now with { Health = health });
            telemetry.Seen(health);
            await Task.Delay(options.HealthEvery, clock, cancellationToken);
        }
    }
}
