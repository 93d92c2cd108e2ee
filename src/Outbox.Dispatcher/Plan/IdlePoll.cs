namespace Outbox.Dispatcher.Plan;

/// <summary>How long to wait before the next read where the last one found nothing: 20 ms, doubling to 250 ms.</summary>
/// <param name="Shortest">After the first empty read.</param>
/// <param name="Longest">The most.</param>
public readonly record struct IdlePoll(TimeSpan Shortest, TimeSpan Longest)
{
    /// <summary>The wait that follows a wait; <see cref="TimeSpan.Zero"/> stands for a read that found rows.</summary>
    public TimeSpan After(TimeSpan last)
    {
        var next = last <= TimeSpan.Zero ? Shortest : last * 2;
        return next > Longest ? Longest : next;
    }
}
