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

    private int _next = 1;

    /// <inheritdoc/>
    public string Name => "latency";

    /// <inheritdoc/>
    public string Summary =>
        "Orders are written one by one at a rate while a dispatcher runs: from the moment in which the commit returns to the moment in which the sandbox's answer is there. The customers are known.";

    /// <inheritdoc/>
    public async Task<ScenarioResult> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var shop = await context.Ground.OpenShopAsync(cancellationToken);

        // One order of each customer: from then on everyone is known, as in a shop that has run for a day.
        await MeasureAsync(shop, context, context.Sizes.People / 2, 2, cancellationToken);
        var figures = new List<Figure>();
        var lines = new List<string>();
        foreach (var rate in BenchSizes.WriteRates)
        {
            var rounds = new List<double[]>();
            for (var round = 0; round < context.Options.Rounds; round++)
            {
                rounds.Add(await MeasureAsync(shop, context, rate, context.Sizes.LatencySeconds, cancellationToken));
            }

            Figure Of(double percent) => new(
                string.Create(CultureInfo.InvariantCulture, $"{rate} writes/s: p{percent}"), "ms", [.. rounds.Select(sorted => LatencyLog.Percentile(sorted, percent))]);
            Figure[] percentiles = [Of(50), Of(99), Of(99.9)];
            figures.AddRange(percentiles);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"bench latency {context.Options.Engine}: {rate} writes/s: p50 {percentiles[0].Median:F0} ms, p99 {percentiles[1].Median:F0} ms, p99.9 {percentiles[2].Median:F0} ms"));
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

    private async Task<double[]> MeasureAsync(BenchShop shop, BenchContext context, int rate, int seconds, CancellationToken cancellationToken)
    {
        var orders = rate * seconds;
        var first = _next;
        _next += orders;
        var log = new LatencyLog(context.Time, first, orders);
        await using var host = await ProductHost.StartAsync(shop.Connection, context.Sandbox, api => new AcceptedApi(api, log), cancellationToken);
        await new PacedWriter(shop, context, log).RunAsync(first, orders, rate, cancellationToken);
        var start = context.Time.GetTimestamp();
        while (!log.IsComplete)
        {
            host.ThrowIfFailed();
            if (context.Time.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException("Not every event was accepted.");
            }

            await Task.Delay(Poll, context.Time, cancellationToken);
        }

        return log.Milliseconds();
    }
}
