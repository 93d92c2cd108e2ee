using System.Collections.Concurrent;
using Outbox.CustomerIo;

namespace Outbox.Cli.Bench.Drain;

/// <summary>Keeps the items that a dispatcher sends, so that the baselines send the same bytes.</summary>
internal sealed class RecordingApi(ITrackApi inner, ConcurrentQueue<ReadOnlyMemory<byte>> items) : ITrackApi
{
    /// <inheritdoc/>
    public Task<TrackAccount> ReadAccountAsync(CancellationToken cancellationToken) => inner.ReadAccountAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<TrackAnswer> SendAsync(IReadOnlyList<TrackItem> sent, CancellationToken cancellationToken)
    {
        foreach (var item in sent)
        {
            items.Enqueue(item.Json);
        }

        return inner.SendAsync(sent, cancellationToken);
    }
}
