using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outbox.Dispatcher.Bind;
using Outbox.Dispatcher.Health;
using Outbox.Dispatcher.Lease;
using Outbox.Dispatcher.Plan;
using Outbox.Dispatcher.Schedules;
using Outbox.Dispatcher.Send;
using Outbox.Stores;

namespace Outbox.Dispatcher;

/// <summary>
/// Drains the outbox until it is stopped. A stop lets requests under way finish, and records them, within the host's
/// shutdown time-out, then hands the lanes back. Whatever fails is tried again; what cannot be (<see cref="Endings"/>) stops the
/// host and is kept in <see cref="DispatcherFailure"/>.
/// </summary>
internal sealed class DispatcherService(
    BindingWatch binding,
    LeaseKeeper keeper,
    LaneDesk desk,
    Cycle cycle,
    Scheduler scheduler,
    CredentialWatch credentials,
    Brake brake,
    Summary summary,
    Endings endings,
    LaneTroubles troubles,
    Jitter jitter,
    DispatcherOptions options,
    DispatcherFailure failure,
    IHostApplicationLifetime lifetime,
    Telemetry telemetry,
    DispatcherStatus status,
    Pulse pulse,
    TimeProvider clock,
    ILogger<DispatcherService> log) : BackgroundService
{
    /// <summary>How long the lanes are tried to be handed back; a database that does not answer takes them when the leases run out.</summary>
    private static readonly TimeSpan ReleaseTime = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _abandoned = new();

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is { IsCompleted: false } running)
        {
            // The time is up; what is cut off stays pending and goes again. The lanes are handed back all the same.
            await _abandoned.CancelAsync();
            await Task.WhenAny(running, Task.Delay(ReleaseTime, CancellationToken.None));
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

        telemetry.Begin();

        // One that fails stops the others; the leases are kept until the last request is settled.
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using var keeping = new CancellationTokenSource();
        if (await TryAsync(binding.StartAsync, work))
        {
            if (await TryAsync(keeper.StartAsync, work))
            {
                var kept = TryAsync(keeper.RunAsync, keeping, work);
                await Task.WhenAll(
                [
                    TryAsync(binding.RunAsync, work),
                    TryAsync(scheduler.RunAsync, work),
                    .. Enumerable.Range(0, options.Parallelism).Select(n => TryAsync(stop => DrainAsync($"sender {n}", stop), work)),
                ]);
                await keeping.CancelAsync();
                await Task.WhenAny(kept, Task.Delay(ReleaseTime, CancellationToken.None));
            }

            // Also where the first heartbeat was broken off: it may have claimed lanes.
            using var release = new CancellationTokenSource(ReleaseTime);
            await keeper.StopAsync(release.Token);
        }

        status.Note(picture => picture with { HeldLanes = [] });
        summary.Say(isLast: true);
        Log.Stopped(log);
        if (failure.Exception is not null)
        {
            lifetime.StopApplication();
        }
    }

    /// <summary>Runs a part until it ends, is cancelled or fails; a failure is kept, and ends the other parts.</summary>
    /// <returns>Whether it came to its end.</returns>
    private async Task<bool> TryAsync(Func<CancellationToken, Task> part, CancellationTokenSource end, CancellationTokenSource? others = null)
    {
        // Parts that run to the first await by themselves would hold up the others.
        await Task.Yield();
        try
        {
            await part(end.Token);
            return true;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Asked to.
        }
        catch (Exception e)
        {
            if (failure.TrySet(e))
            {
                Log.Failed(log, ErrorName.Of(e));
            }

            await (others ?? end).CancelAsync();
        }

        return false;
    }

    /// <returns>How long to wait before these lanes are read again.</returns>
    private async Task<TimeSpan> RunAsync(LaneLoan loan, IdlePoll poll, Probe? probe, CancellationToken stopping)
    {
        try
        {
            var hasWorked = await cycle.RunAsync(loan, probe, stopping, _abandoned.Token);
            if (probe is not null)
            {
                await brake.EndAsync(probe, stopping);
            }

            endings.NoteSuccess();
            if (!cycle.HasPutOff && loan.ReadSize(options.ReadSize) == options.ReadSize)
            {
                // Not while the row that is to blame is looked for, or waits.
                troubles.End(loan.Tokens);
            }

            var wait = hasWorked ? TimeSpan.Zero : poll.After(loan.IdleWait);
            loan.Idle(wait);
            return wait;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested && !_abandoned.IsCancellationRequested && !endings.Ends(e))
        {
            // Whatever it is, everybody else's rows must go on: it is said, tried again, and shown in health.
            troubles.Note(loan.Tokens, e);
            return loan.Failures == 0 ? options.BackoffMin : new Backoff(options.BackoffMin, options.BackoffMax).After(loan.Failures, jitter.Next());
        }
    }

    /// <summary>One sender: takes lanes, brings a read of them to its end, gives them back.</summary>
    /// <param name="loop">Its name to the pulse.</param>
    /// <param name="stopping">Ends it.</param>
    private async Task DrainAsync(string loop, CancellationToken stopping)
    {
        var poll = new IdlePoll(options.IdleMin, options.IdleMax);
        while (true)
        {
            // For credentials and for lanes it waits as long as it takes: that is no loop that hangs.
            pulse.End(loop);
            await credentials.WaitAsync(stopping);
            var probe = await brake.WaitAsync(stopping);
            var loan = await desk.TakeAsync(options.Parallelism, stopping);
            pulse.Enter(loop);
            try
            {
                var wait = await RunAsync(loan, poll, probe, stopping);
                summary.Say();
                pulse.Turn(loop, wait);
                if (wait > TimeSpan.Zero)
                {
                    // Before they are given back: others have their own, and would only ask the database the same.
                    await Task.Delay(wait, clock, stopping);
                }
            }
            finally
            {
                pulse.End(loop);
                desk.Return(loan);
            }
        }
    }
}
