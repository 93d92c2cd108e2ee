using Outbox.Cli.Demo.Shop;
using Outbox.Cli.Demo.Shop.Deeds;

namespace Outbox.Cli.Demo;

/// <summary>Two desks at work at once, and the gates at which they wait for whoever kills the dispatcher.</summary>
internal sealed class Play
{
    /// <summary>Between two deeds of a desk, on average: a shop, not a load test.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    private readonly IReadOnlyList<(Desk Desk, IReadOnlyList<IDeed> Deeds)> _desks;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource[] _milestones;
    private readonly TaskCompletionSource _firstGate = Signal();
    private readonly TaskCompletionSource _secondGate = Signal();
    private readonly TaskCompletionSource _feedersDone = Signal();
    private int _feeding;
    private int _done;

    public Play(IReadOnlyList<(Desk Desk, IReadOnlyList<IDeed> Deeds)> desks, TimeProvider time)
    {
        _desks = desks;
        _time = time;
        _feeding = desks.Count;
        Total = desks.Sum(d => d.Deeds.Count);
        _milestones = [.. Enumerable.Range(0, Total + 1).Select(_ => Signal())];
        _milestones[0].SetResult();
    }

    /// <summary>Deeds of all desks.</summary>
    public int Total { get; }

    /// <summary>Deeds done.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Once all is committed that a schedule is to find.</summary>
    public Task WhenFed => _feedersDone.Task;

    /// <summary>Once so many deeds are done.</summary>
    public Task WhenDone(int deeds) => _milestones[Math.Clamp(deeds, 0, Total)].Task;

    /// <summary>Lets the desks pass the first gate.</summary>
    public void OpenFirstGate() => _firstGate.TrySetResult();

    /// <summary>Lets the desks pass the second gate.</summary>
    public void OpenSecondGate() => _secondGate.TrySetResult();

    /// <summary>Plays all deeds.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_desks.Select(d => Task.Run(() => RunAsync(d.Desk, d.Deeds, cancellationToken), cancellationToken)));

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync(Desk desk, IReadOnlyList<IDeed> deeds, CancellationToken cancellationToken)
    {
        for (var i = 0; i < deeds.Count; i++)
        {
            await PassAsync(i, deeds.Count, cancellationToken);
            await deeds[i].PlayAsync(desk, cancellationToken);
            _milestones[Interlocked.Increment(ref _done)].SetResult();

            // Exponential, as customers come.
            await Task.Delay(Pause * -Math.Log(1 - desk.Random.NextDouble()), _time, cancellationToken);
        }
    }

    private async Task PassAsync(int deed, int of, CancellationToken cancellationToken)
    {
        if (deed == (int)(of * KillPlan.FirstGate))
        {
            await _firstGate.Task.WaitAsync(cancellationToken);
        }

        if (deed == (int)(of * KillPlan.FeedersDone) && Interlocked.Decrement(ref _feeding) == 0)
        {
            _feedersDone.SetResult();
        }

        if (deed == (int)(of * KillPlan.SecondGate))
        {
            await _secondGate.Task.WaitAsync(cancellationToken);
        }
    }
}
