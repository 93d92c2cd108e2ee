using Outbox.Stores;

namespace Outbox.Cli.Demo;

/// <summary>Waits for the outbox to be empty: by asking, and for as long as something still moves.</summary>
internal sealed class Backlog(IOutboxStore store, Arrivals arrivals, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>A retry with its backoff on a slow machine takes seconds, not this long.</summary>
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(60);

    /// <summary>With nothing to send, all that can still come is what a schedule finds at the dispatcher's start.</summary>
    private static readonly TimeSpan EmptyStandstill = TimeSpan.FromSeconds(20);

    /// <summary>Returns once nothing is pending and so many events are there, or nothing has moved for long.</summary>
    public async Task WaitAsync(long expectedEvents, CancellationToken cancellationToken)
    {
        var last = (Pending: -1L, Events: -1L);
        var moved = time.GetTimestamp();
        while (time.GetElapsedTime(moved) < (last.Pending == 0 ? EmptyStandstill : Standstill))
        {
            var now = (Pending: await PendingAsync(cancellationToken) ?? last.Pending, Events: await arrivals.CountAsync(cancellationToken));
            if (now.Pending == 0 && now.Events >= expectedEvents)
            {
                return;
            }

            if (now != last)
            {
                (last, moved) = (now, time.GetTimestamp());
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    /// <summary>The state of the outbox, for what to say where something is missing.</summary>
    public Task<StoreStatus> StatusAsync(CancellationToken cancellationToken) => store.ReadStatusAsync(cancellationToken);

    private async Task<long?> PendingAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await store.ReadStatusAsync(cancellationToken)).Pending;
        }
        catch (StoreBusyException)
        {
            return null;
        }
    }
}
