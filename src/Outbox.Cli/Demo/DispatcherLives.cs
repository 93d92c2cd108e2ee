using Outbox.Cli.Demo.Processes;

namespace Outbox.Cli.Demo;

/// <summary>Starts the dispatcher, kills it hard twice in the middle of its work, and starts it again.</summary>
internal sealed class DispatcherLives(DemoProcesses processes, Arrivals arrivals, Uri sandbox) : IAsyncDisposable
{
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChildProcess? _dispatcher;

    /// <summary>Kills so far.</summary>
    public int Kills { get; private set; }

    /// <summary>Fails once the dispatcher has stopped by itself.</summary>
    public Task Died => _died.Task;

    /// <summary>Starts its first life, and returns once it is at work.</summary>
    public async Task StartAsync(CancellationToken cancellationToken) => await Start().AwaitLineAsync(cancellationToken);

    /// <summary>Follows the play.</summary>
    public async Task RunAsync(Play play, KillPlan plan, CancellationToken cancellationToken)
    {
        await play.WhenDone(plan.FirstKill).WaitAsync(cancellationToken);
        await KillAtWorkAsync(0, cancellationToken);
        await play.WhenDone(plan.FirstStart).WaitAsync(cancellationToken);
        var before = await arrivals.CountAsync(cancellationToken);
        Start();
        play.OpenFirstGate();

        await play.WhenDone(plan.SecondKill).WaitAsync(cancellationToken);
        await KillAtWorkAsync(before, cancellationToken);
        await play.WhenFed.WaitAsync(cancellationToken);
        Start();
        play.OpenSecondGate();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _dispatcher?.DisposeAsync() ?? ValueTask.CompletedTask;

    // Not before it has delivered something in this life: killing what is still starting proves nothing.
    private async Task KillAtWorkAsync(long before, CancellationToken cancellationToken)
    {
        await arrivals.MoreThanAsync(before, cancellationToken);
        await _dispatcher!.DisposeAsync();
        Kills++;
    }

    private ChildProcess Start()
    {
        _dispatcher = processes.StartDispatcher(sandbox);
        _ = WatchAsync(_dispatcher);
        return _dispatcher;
    }

    private async Task WatchAsync(ChildProcess dispatcher)
    {
        await dispatcher.Ended;
        if (!dispatcher.IsKilled)
        {
            _died.TrySetException(dispatcher.Stopped());
        }
    }
}
