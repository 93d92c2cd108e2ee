using Outbox.Cli.Bench.Shop;

namespace Outbox.Cli.Bench.Drain;

/// <summary>The worker that is usually written: one row is read, posted, marked, then the next.</summary>
internal sealed class UsualWorker(BenchShop shop, Poster poster)
{
    private readonly ItemQueue _queue = new(shop);

    /// <summary>Sends so many.</summary>
    public async Task RunAsync(int items, CancellationToken cancellationToken)
    {
        await using var connection = await shop.OpenAsync(cancellationToken);
        for (var sent = 0; sent < items; sent++)
        {
            var (id, item) = (await _queue.ReadAsync(connection, 1, cancellationToken))[0];
            await poster.PostAsync(item, cancellationToken);
            await _queue.MarkAsync(connection, id, cancellationToken);
        }
    }
}
