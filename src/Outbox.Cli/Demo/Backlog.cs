using Outbox.Stores;

namespace Outbox.Cli.Demo;

/// <summary>Waits for the outbox to be empty: by asking, and for as long as something still moves.</summary>
internal sealed class Backlog(IOutboxStore store, Arrivals arrivals, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>A retry with its backoff and a slow machine are slower than a second, and quicker than this.</summary>
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(60);

    /// <summary>Returns once nothing is pending and so many events are there, or nothing has moved for a minute.</summary>
    public async Task WaitAsync(long expectedEvents, CancellationToken cancellationToken)
    {
        var last = (Pending: -1L, Events: -1L);
        var moved = time.GetTimestamp();
        while (time.GetElapsedTime(moved) < Standstill)
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
