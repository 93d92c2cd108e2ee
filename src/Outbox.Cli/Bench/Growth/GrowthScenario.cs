using System.Globalization;
using Outbox.Cli.Bench.Capture;
using Outbox.Cli.Bench.Drain;
using Outbox.Cli.Bench.Report;
using Outbox.Cli.Bench.Shop;

namespace Outbox.Cli.Bench.Growth;

/// <summary>Whether an outbox full of sent rows is slower than an empty one.</summary>
internal sealed class GrowthScenario : IScenario
{
    /// <summary>Rows a statement of the captures that are compared.</summary>
    private const int CaptureRows = 100;

    /// <inheritdoc/>
    public string Name => "growth";

    /// <inheritdoc/>
    public string Summary =>
        "The drain and a capture of 100 rows a statement, in outboxes that hold no sent rows and many. Each has a database of its own, and every round goes through all of them.";

    /// <inheritdoc/>
    public async Task<ScenarioResult> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        int[] sizes = [0, .. context.Sizes.PastRows];
        var shops = new List<BenchShop>();
        foreach (var size in sizes)
        {
            context.Say($"growth: {DrainSettings.Number(size)} sent rows");
            var shop = await context.Ground.OpenShopAsync(cancellationToken);
            await shop.AddPastAsync(size, cancellationToken);
            shops.Add(shop);
        }

        var captures = shops.Select(shop => new CaptureWriter(shop, context)).ToList();
        var captured = await Rounds.RunAsync(
            context.Options.Rounds,
            [.. captures.Select(writer => (Func<CancellationToken, Task<double>>)(stop => writer.RunAsync("WriteOrders", CaptureRows, stop)))],
            cancellationToken);
        var drainers = shops.Select(shop => new Drainer(shop, context)).ToList();
        foreach (var drainer in drainers)
        {
            await drainer.PrepareAsync(cancellationToken);
        }

        var drained = await Rounds.RunAsync(
            context.Options.Rounds,
            [.. drainers.Select(drainer => (Func<CancellationToken, Task<double>>)(stop => drainer.ProductAsync(1, stop)))],
            cancellationToken);
        return Result(context, sizes, drained, captured);
    }

    private ScenarioResult Result(
        BenchContext context, int[] sizes, IReadOnlyList<IReadOnlyList<double>> drained, IReadOnlyList<IReadOnlyList<double>> captured)
    {
        var figures = new List<Figure>();
        var lines = new List<string>();
        for (var i = 0; i < sizes.Length; i++)
        {
            var name = $"{DrainSettings.Number(sizes[i])} sent rows";
            figures.Add(new Figure($"{name}: drain", "events/s", drained[i]));
            figures.Add(new Figure($"{name}: capture", "µs/statement", captured[i]));
            if (i > 0)
            {
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"bench growth {context.Options.Engine}: {name}: drain {Rounds.Ratio(drained[i], drained[0]):F2} x, time of a capture {Rounds.Ratio(captured[i], captured[0]):F2} x of none"));
            }
        }

        var settings = DrainSettings.Describe(context);
        settings["rows a capture"] = DrainSettings.Number(CaptureRows);
        return new ScenarioResult(Name, Summary, settings, figures, lines);
    }
}
