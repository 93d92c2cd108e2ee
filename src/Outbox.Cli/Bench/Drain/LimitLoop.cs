using Outbox.Cli.Bench.Shop;

namespace Outbox.Cli.Bench.Drain;

/// <summary>
/// The limit: reads a set, posts the same bytes as the dispatcher in requests of the same size, as many at a time, marks
/// the set by one statement. Nothing else: nothing is shaped, looked up, leased, counted or tried again.
/// </summary>
internal sealed class LimitLoop(BenchShop shop, Poster poster)
{
    private readonly ItemQueue _queue = new(shop);

    /// <summary>Drains all that is there.</summary>
    /// <returns>Items sent.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var options = DrainSettings.Options;
        var limits = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken };
        await using var connection = await shop.OpenAsync(cancellationToken);
        for (var sent = 0; ;)
        {
            var items = await _queue.ReadAsync(connection, options.ReadSize, cancellationToken);
            if (items.Count == 0)
            {
                return sent;
            }

            await Parallel.ForEachAsync(
                items.Select(item => item.Item).Chunk(options.BatchItems), limits, async (batch, stop) => await poster.PostAsync(batch, stop));
            await _queue.MarkAsync(connection, items.Select(item => item.Id), cancellationToken);
            sent += items.Count;
        }
    }
}
