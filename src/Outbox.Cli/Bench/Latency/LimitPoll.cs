using System.Globalization;
using Outbox.Cli.Bench.Drain;
using Outbox.Cli.Bench.Shop;
using Outbox.Core.Events;
using Outbox.CustomerIo;

namespace Outbox.Cli.Bench.Latency;

/// <summary>The limit of latency: reads what a bare queue holds, posts it in one request, marks it; waits where there is nothing.</summary>
internal sealed class LimitPoll(BenchShop shop, Poster poster, LatencyLog log, TimeProvider time)
{
    private readonly ItemQueue _queue = new(shop);

    /// <summary>An item as the dispatcher would make it of an order.</summary>
    /// <param name="order">The order's number.</param>
    /// <param name="people">Customers.</param>
    /// <param name="now">When it is placed.</param>
    public static byte[] Item(int order, int people, DateTimeOffset now) => TrackItem.Event(
        string.Create(CultureInfo.InvariantCulture, $"cust_{(order % people) + 1}"),
        "order_placed",
        EventUlid.Derive("bench", string.Create(CultureInfo.InvariantCulture, $"limit:{order}")),
        now.ToUnixTimeSeconds(),
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"order_id":{{order}},"order_number":"WEB-{{order}}","channel":"web","currency":"USD","value_cents":1950,"coupon_code":null}""")).Json.ToArray();

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var options = DrainSettings.Options;
        await using var connection = await shop.OpenAsync(cancellationToken);
        while (true)
        {
            var items = await _queue.ReadAsync(connection, options.BatchItems, cancellationToken);
            if (items.Count == 0)
            {
                await Task.Delay(options.IdleMin, time, cancellationToken);
                continue;
            }

            await poster.PostAsync([.. items.Select(item => item.Item)], cancellationToken);
            log.Accepted(items.Select(item => (ReadOnlyMemory<byte>)item.Item));
            await _queue.MarkAsync(connection, items.Select(item => item.Id), cancellationToken);
        }
    }
}
