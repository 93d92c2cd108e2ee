using System.Collections.Concurrent;
using Outbox.Cli.Bench.Shop;
using Outbox.CustomerIo;

namespace Outbox.Cli.Bench.Drain;

/// <summary>Drains one shop by the dispatcher and by its baselines, each time from the same state.</summary>
internal sealed class Drainer(BenchShop shop, BenchContext context)
{
    private int _items;

    /// <summary>How long every answer of the sandbox takes, in milliseconds; 0 for as fast as it can.</summary>
    public int AnswerMilliseconds { get; set; }

    /// <summary>Fills the outbox by the trigger, drains it once to learn the bytes, and lets every contender warm up on it.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await shop.RunAsync("Clear", null, cancellationToken);
        await shop.WriteOrdersAsync(context.Sizes.Events, cancellationToken);
        var sent = new ConcurrentQueue<ReadOnlyMemory<byte>>();
        await ProductAsync(1, api => new RecordingApi(api, sent), cancellationToken);
        await new ItemQueue(shop).FillAsync(sent, cancellationToken);
        _items = sent.Count;
    }

    /// <summary>The dispatcher, or several that share the lanes.</summary>
    /// <returns>Events a second.</returns>
    public Task<double> ProductAsync(int dispatchers, CancellationToken cancellationToken) => ProductAsync(dispatchers, null, cancellationToken);

    /// <summary>The bare loop.</summary>
    /// <returns>Events a second.</returns>
    public async Task<double> LimitAsync(CancellationToken cancellationToken)
    {
        await ResetAsync(cancellationToken);
        using var poster = new Poster(context.Sandbox);
        var start = context.Time.GetTimestamp();
        var sent = await new LimitLoop(shop, poster).RunAsync(cancellationToken);
        var seconds = context.Time.GetElapsedTime(start).TotalSeconds;
        await CheckAsync("the limit", cancellationToken);
        return sent != _items
            ? throw new InvalidOperationException($"The limit sent {sent} items, not {_items}.")
            : context.Sizes.Events / seconds;
    }

    /// <summary>The usual worker, on a part of the events.</summary>
    /// <returns>Events a second.</returns>
    public async Task<double> UsualAsync(CancellationToken cancellationToken)
    {
        await ResetAsync(cancellationToken);
        using var poster = new Poster(context.Sandbox);
        var start = context.Time.GetTimestamp();
        var events = AnswerMilliseconds == 0 ? context.Sizes.UsualEvents : context.Sizes.UsualEvents / 10;
        await new UsualWorker(shop, poster).RunAsync(events, cancellationToken);
        return events / context.Time.GetElapsedTime(start).TotalSeconds;
    }

    private async Task<double> ProductAsync(int dispatchers, Func<ITrackApi, ITrackApi>? wrap, CancellationToken cancellationToken)
    {
        await ResetAsync(cancellationToken);
        using var closed = new ClosedRows(context.Sizes.Events);
        var hosts = new List<ProductHost>();
        var start = context.Time.GetTimestamp();
        try
        {
            for (var i = 0; i < dispatchers; i++)
            {
                hosts.Add(await ProductHost.StartAsync(shop.Connection, context.Sandbox, wrap, cancellationToken));
            }

            await closed.Done.WaitAsync(TimeSpan.FromMinutes(30), context.Time, cancellationToken);
            var seconds = context.Time.GetElapsedTime(start).TotalSeconds;
            await CheckAsync("the dispatcher", cancellationToken);
            return context.Sizes.Events / seconds;
        }
        finally
        {
            foreach (var host in hosts)
            {
                await host.DisposeAsync();
            }
        }
    }

    private async Task ResetAsync(CancellationToken cancellationToken)
    {
        await shop.RunAsync("Reset", null, cancellationToken);
        await BenchSandbox.ResetAsync(context.Sandbox, AnswerMilliseconds, cancellationToken);

        // What the last contender left behind is not the next one's to clear away.
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private async Task CheckAsync(string who, CancellationToken cancellationToken)
    {
        var stats = await BenchSandbox.StatsAsync(context.Sandbox, cancellationToken);
        if (stats.Events != context.Sizes.Events || stats.Resends != 0)
        {
            throw new InvalidOperationException(
                $"The sandbox has {stats.Events} events of {who}, {stats.Resends} of them more than once, and not {context.Sizes.Events}, each once.");
        }
    }
}
