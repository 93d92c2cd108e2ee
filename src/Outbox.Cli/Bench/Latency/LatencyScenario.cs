using System.Globalization;
using Outbox.Cli.Bench.Drain;
using Outbox.Cli.Bench.Report;
using Outbox.Cli.Bench.Shop;

namespace Outbox.Cli.Bench.Latency;

/// <summary>How long after its commit an event is accepted.</summary>
internal sealed class LatencyScenario : IScenario
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly double[] Percents = [50, 99, 99.9];

    private int _next = 1;

    /// <inheritdoc/>
    public string Name => "latency";

    /// <inheritdoc/>
    public string Summary =>
        "Orders are written one by one at a rate while a dispatcher runs: from the moment in which the commit returns to the moment in which the sandbox's answer is there. The customers are known. Beside it the limit: items are written to a bare queue, and a loop reads what is there, posts it and marks it, and waits for the shortest poll where there is nothing.";

    /// <inheritdoc/>
    public async Task<ScenarioResult> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var shop = await context.Ground.OpenShopAsync(cancellationToken);

        // One order of each customer: from then on everyone is known, as in a shop that has run for a day.
        await MeasureProductAsync(shop, context, context.Sizes.People / 2, 2, cancellationToken);
        await MeasureLimitAsync(shop, context, context.Sizes.People / 2, 2, cancellationToken);
        var figures = new List<Figure>();
        var lines = new List<string>();
        foreach (var rate in BenchSizes.WriteRates)
        {
            var (ours, limit) = (new List<double[]>(), new List<double[]>());
            for (var round = 0; round < context.Options.Rounds; round++)
            {
                // Each round begins with the other one.
                for (var place = 0; place < 2; place++)
                {
                    var isOurs = (round + place) % 2 == 0;
                    (isOurs ? ours : limit).Add(await (isOurs
                        ? MeasureProductAsync(shop, context, rate, context.Sizes.LatencySeconds, cancellationToken)
                        : MeasureLimitAsync(shop, context, rate, context.Sizes.LatencySeconds, cancellationToken)));
                }
            }

            var texts = new List<string>();
            foreach (var percent in Percents)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{rate} writes/s: p{percent}");
                var product = new Figure($"{name}: dispatcher", "ms", [.. ours.Select(sorted => LatencyLog.Percentile(sorted, percent))]);
                var floor = new Figure($"{name}: limit", "ms", [.. limit.Select(sorted => LatencyLog.Percentile(sorted, percent))]);
                figures.AddRange([product, floor]);
                texts.Add(string.Create(
                    CultureInfo.InvariantCulture, $"p{percent} {product.Median:F0} ms ({Rounds.Ratio(product.Rounds, floor.Rounds):F2} x limit)"));
            }

            lines.Add($"bench latency {context.Options.Engine}: {rate} writes/s: {string.Join(", ", texts)}");
        }

        var options = DrainSettings.Options;
        return new ScenarioResult(
            Name,
            Summary,
            new Dictionary<string, string>
            {
                ["seconds a rate"] = DrainSettings.Number(context.Sizes.LatencySeconds),
                ["people"] = DrainSettings.Number(context.Sizes.People),
                ["shortest idle poll"] = $"{options.IdleMin.TotalMilliseconds} ms",
                ["longest idle poll"] = $"{options.IdleMax.TotalMilliseconds} ms",
            },
            figures,
            lines);
    }

    private async Task<double[]> MeasureProductAsync(
        BenchShop shop, BenchContext context, int rate, int seconds, CancellationToken cancellationToken)
    {
        var log = Open(context, rate * seconds);
        await using var host = await ProductHost.StartAsync(shop.Connection, context.Sandbox, api => new AcceptedApi(api, log), cancellationToken);
        var writer = new PacedWriter(shop, context, log, (connection, order) => shop.RunAsync(
            connection, "WriteOrders", new { first = order, rows = 1, people = context.Sizes.People }, cancellationToken));
        await writer.RunAsync(log.First, log.Orders, rate, cancellationToken);
        await AwaitAllAsync(log, context, host.ThrowIfFailed, cancellationToken);
        return log.Milliseconds();
    }

    private async Task<double[]> MeasureLimitAsync(
        BenchShop shop, BenchContext context, int rate, int seconds, CancellationToken cancellationToken)
    {
        var log = Open(context, rate * seconds);
        using var poster = new Poster(context.Sandbox);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var poll = new LimitPoll(shop, poster, log, context.Time).RunAsync(end.Token);
        var writer = new PacedWriter(shop, context, log, (connection, order) => shop.RunAsync(
            connection, "AddItem", new { id = order, item = LimitPoll.Item(order, context.Sizes.People, context.Time.GetUtcNow()) }, cancellationToken));
        await writer.RunAsync(log.First, log.Orders, rate, cancellationToken);
        await AwaitAllAsync(
            log,
            context,
            () =>
            {
                if (poll.Exception is { } failure)
                {
                    throw failure;
                }
            },
            cancellationToken);
        await end.CancelAsync();
        await poll.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return log.Milliseconds();
    }

    private LatencyLog Open(BenchContext context, int orders)
    {
        var log = new LatencyLog(context.Time, _next, orders);
        _next += orders;
        return log;
    }

    private static async Task AwaitAllAsync(LatencyLog log, BenchContext context, Action throwIfFailed, CancellationToken cancellationToken)
    {
        var start = context.Time.GetTimestamp();
        while (!log.IsComplete)
        {
            throwIfFailed();
            if (context.Time.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException("Not every event was accepted.");
            }

            await Task.Delay(Poll, context.Time, cancellationToken);
        }
    }
}
