using Outbox.Dispatcher.Lease;
using Outbox.Stores;

namespace Outbox.Dispatcher.Schedules;

/// <summary>
/// Goes through the outbox for people who are forgotten, where lane 0 is held: beside the senders, so that no answer waits to be
/// recorded, in small steps, whose place is kept.
/// </summary>
internal sealed class Eraser(IOutboxStore store, LaneDesk desk, TimeProvider clock)
{
    private const byte Lane = 0;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    /// <summary>Erases until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var isMore = desk.Find(Lane) is not null && await store.EraseAsync(cancellationToken);
            await Task.Delay(isMore ? Pause : Idle, clock, cancellationToken);
        }
    }
}
