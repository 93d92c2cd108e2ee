using System.Globalization;
using Outbox.Cli.Bench.Drain;
using Outbox.Cli.Bench.Report;

namespace Outbox.Cli.Bench.Scale;

/// <summary>What several dispatchers are to one.</summary>
internal sealed class ScaleScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "scale";

    /// <inheritdoc/>
    public string Summary =>
        "The drain by 1, 2 and 4 dispatchers that share the lanes. SQLite has one lane, so that there one works and the others stand by.";

    /// <inheritdoc/>
    public async Task<ScenarioResult> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var drainer = new Drainer(await context.Ground.OpenShopAsync(cancellationToken), context);
        await drainer.PrepareAsync(cancellationToken);
        var rates = await Rounds.RunAsync(
            context.Options.Rounds,
            [.. BenchSizes.Dispatchers.Select(count => (Func<CancellationToken, Task<double>>)(stop => drainer.ProductAsync(count, stop)))],
            cancellationToken);
        var settings = DrainSettings.Describe(context);
        settings["dispatchers"] = "in one process, beside the sandbox";
        return new ScenarioResult(
            Name,
            Summary,
            settings,
            [.. rates.Select((rate, i) => new Figure($"{BenchSizes.Dispatchers[i]} dispatchers", "events/s", rate))],
            [.. rates.Skip(1).Select((rate, i) => string.Create(CultureInfo.InvariantCulture, $"bench scale {context.Options.Engine}: {BenchSizes.Dispatchers[i + 1]} dispatchers: {Rounds.Median(rate):N0} events/s ({Rounds.Ratio(rate, rates[0]):F2} x one)"))]);
    }
}
