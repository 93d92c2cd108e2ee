using Microsoft.Extensions.Hosting;
using Outbox.Stores;

namespace Outbox.Dispatcher.Health;

/// <summary>
/// Asks the outbox now and then for its backlog, for health and metrics: a probe or a scrape costs the database nothing.
/// It has the store itself and not the patient one, so that a database that is away is seen to be.
/// </summary>
public sealed class StoreWatch(IOutboxStore store, HealthOptions options, TimeProvider clock) : BackgroundService
{
    private volatile StoreView? _view;

    /// <summary>What was seen last; null before the first look.</summary>
    public StoreView? View => _view;

    /// <summary>Looks.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            _view = new StoreView(null, await store.ReadHealthAsync(cancellationToken), clock.GetTimestamp()) { Brake = await store.ReadBrakeAsync(cancellationToken) };
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            _view = (_view ?? new StoreView(null, null, clock.GetTimestamp())) with { Fault = ErrorName.Of(e) };
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Every, clock);
        do
        {
            await LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
