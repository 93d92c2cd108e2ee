using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Workspace;

/// <summary>An item that arrived, with what came of it.</summary>
/// <param name="sequence">The number of its arrival, from 1, over all requests.</param>
/// <param name="request">The number of its request.</param>
/// <param name="arrivedAt">Unix milliseconds.</param>
/// <param name="item">As it was read.</param>
internal sealed class ItemRecord(long sequence, long request, long arrivedAt, ReadItem item)
{
    public long Sequence { get; } = sequence;

    public long Request { get; } = request;

    public long ArrivedAt { get; } = arrivedAt;

    public ReadItem Item { get; } = item;

    public Effect Effect { get; set; }
}
