namespace Outbox.Dispatcher.Plan;

/// <summary>
/// How long to wait before the next read where the last one found nothing: 20 ms, each wait a quarter longer than the one
/// before, 250 ms at most. So a wait is about a quarter of the time for which there has been nothing: who pauses for a
/// moment is not met by a sleeper.
/// </summary>
/// <param name="Shortest">After the first empty read.</param>
/// <param name="Longest">The most.</param>
public readonly record struct IdlePoll(TimeSpan Shortest, TimeSpan Longest)
{
    private const double Growth = 1.25;

    /// <summary>The wait that follows a wait; <see cref="TimeSpan.Zero"/> stands for a read that found rows.</summary>
    public TimeSpan After(TimeSpan last)
    {
        var next = last <= TimeSpan.Zero ? Shortest : last * Growth;
        return next > Longest ? Longest : next;
    }
}
