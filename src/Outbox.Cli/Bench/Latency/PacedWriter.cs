using System.Data.Common;
using Outbox.Cli.Bench.Shop;

namespace Outbox.Cli.Bench.Latency;

/// <summary>Writes one by one at a rate, by the clock: a write that comes late does not move those after it.</summary>
/// <param name="shop">The shop.</param>
/// <param name="context">The benchmark.</param>
/// <param name="log">Is told of each commit.</param>
/// <param name="write">Writes an order, and commits.</param>
internal sealed class PacedWriter(BenchShop shop, BenchContext context, LatencyLog log, Func<DbConnection, int, Task> write)
{
    /// <summary>Connections on a server; on SQLite one, since it lets one write at a time.</summary>
    private const int ServerWriters = 4;

    /// <summary>Writes.</summary>
    /// <param name="first">The first order's number.</param>
    /// <param name="orders">How many.</param>
    /// <param name="perSecond">Writes a second.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task RunAsync(int first, int orders, int perSecond, CancellationToken cancellationToken)
    {
        var writers = shop.IsServer ? ServerWriters : 1;
        var start = context.Time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => WriteAsync(writer)));

        async Task WriteAsync(int writer)
        {
            await using var connection = await shop.OpenAsync(cancellationToken);
            for (var i = writer; i < orders; i += writers)
            {
                var early = TimeSpan.FromSeconds((double)i / perSecond) - context.Time.GetElapsedTime(start);
                if (early > TimeSpan.FromMilliseconds(1))
                {
                    await Task.Delay(early, context.Time, cancellationToken);
                }

                await write(connection, first + i);
                log.Committed(first + i);
            }
        }
    }
}
