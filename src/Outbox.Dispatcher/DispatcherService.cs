using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outbox.Dispatcher.Health;
using Outbox.Dispatcher.Plan;
using Outbox.Dispatcher.Read;
using Outbox.Dispatcher.Send;
using Outbox.Stores;

namespace Outbox.Dispatcher;

/// <summary>
/// Drains the outbox until it is stopped. A stop lets requests under way finish, and records them, within the host's
/// shutdown time-out. An error that does not pass stops the host and is kept in <see cref="DispatcherFailure"/>.
/// </summary>
internal sealed class DispatcherService(
    IOutboxStore store,
    RulesReader rulesReader,
    Cycle cycle,
    CredentialWatch credentials,
    Summary summary,
    DispatcherOptions options,
    DispatcherFailure failure,
    IHostApplicationLifetime lifetime,
    Telemetry telemetry,
    DispatcherStatus status,
    Pulse pulse,
    TimeProvider clock,
    ILogger<DispatcherService> log) : BackgroundService
{
    /// <summary>The loop's name to the pulse.</summary>
    public const string Loop = "dispatch";

    private readonly CancellationTokenSource _abandoned = new();

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is { IsCompleted: false })
        {
            // The time is up; what is cut off stays pending and goes again.
            await _abandoned.CancelAsync();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _abandoned.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Log.Started(log, options.ReadSize, options.Parallelism, options.RatePerSecond);
        try
        {
            telemetry.Begin();
            pulse.Turn(Loop);
            status.Note(picture => picture with { HeldLanes = [0], LanesInAll = 1, LiveDispatchers = 1, Binding = BindingState.Bound });
            await FireSchedulesAsync(stoppingToken);
            await DrainAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to.
        }
        catch (Exception e)
        {
            failure.Exception = e;
            Log.Failed(log, ErrorName.Of(e));
            lifetime.StopApplication();
        }

        status.Note(picture => picture with { HeldLanes = [] });
        pulse.End(Loop);
        summary.Say(isLast: true);
        Log.Stopped(log);
    }

    private async Task DrainAsync(CancellationToken stopping)
    {
        var poll = new IdlePoll(options.IdleMin, options.IdleMax);
        var wait = TimeSpan.Zero;
        while (true)
        {
            await credentials.WaitAsync(stopping);
            var hasWorked = await cycle.RunAsync(stopping, _abandoned.Token);
            summary.Say();
            wait = hasWorked ? TimeSpan.Zero : poll.After(wait);
            pulse.Turn(Loop, wait);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, stopping);
            }
        }
    }

    private async Task FireSchedulesAsync(CancellationToken stopping)
    {
        var rules = await rulesReader.ReadAsync(stopping);
        foreach (var schedule in rules.Mapping.Schedules)
        {
            try
            {
                Log.ScheduleFired(log, schedule.Name, await store.FireScheduleAsync(schedule.Name, stopping));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.ScheduleFailed(log, schedule.Name, ErrorName.Of(e));
            }
        }
    }
}
