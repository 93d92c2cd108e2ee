using System.Globalization;
using Outbox.Cli.Bench.Drain;
using Outbox.Cli.Bench.Report;

namespace Outbox.Cli.Bench.Capture;

/// <summary>What the trigger costs a write.</summary>
internal sealed class CaptureScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "capture";

    /// <inheritdoc/>
    public string Summary =>
        "Orders are written, with the commit: with the generated trigger; into a table without one; without one and with a hand-written INSERT of the same outbox row, JSON included, as the second statement of the batch; with a bare trigger, which holds that INSERT and nothing else.";

    /// <inheritdoc/>
    public async Task<ScenarioResult> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var writer = new CaptureWriter(await context.Ground.OpenShopAsync(cancellationToken), context);
        var figures = new List<Figure>();
        var lines = new List<string>();
        foreach (var rows in BenchSizes.StatementRows)
        {
            var times = await CompareAsync(writer, rows, context.Options.Rounds, cancellationToken);
            var size = DrainSettings.Number(rows);
            figures.Add(new Figure($"{size} rows: with the trigger", "µs/statement", times[0]));
            figures.Add(new Figure($"{size} rows: no trigger", "µs/statement", times[1]));
            figures.Add(new Figure($"{size} rows: by hand", "µs/statement", times[2]));
            figures.Add(new Figure($"{size} rows: bare trigger", "µs/statement", times[3]));
            figures.Add(new Figure($"{size} rows: trigger / by hand", "ratio", [.. times[0].Zip(times[2], (ours, hand) => ours / hand)]));
            figures.Add(new Figure($"{size} rows: bare trigger / by hand", "ratio", [.. times[3].Zip(times[2], (bare, hand) => bare / hand)]));
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"bench capture {context.Options.Engine}: {size} rows in {MarkdownReport.Number(Rounds.Median(times[0]))} µs ({Rounds.Ratio(times[0], times[2]):F2} x by hand, {Rounds.Ratio(times[0], times[1]):F2} x no trigger; a bare trigger {Rounds.Ratio(times[3], times[2]):F2} x by hand)"));
        }

        return new ScenarioResult(
            Name,
            Summary,
            new Dictionary<string, string>
            {
                ["rows of a size in a round"] = DrainSettings.Number(context.Sizes.CaptureRows),
                ["statements of a size in a round"] = $"5 to {DrainSettings.Number(context.Sizes.MostStatements)}",
                ["connections"] = "1",
            },
            figures,
            lines);
    }

    private static async Task<IReadOnlyList<IReadOnlyList<double>>> CompareAsync(
        CaptureWriter writer, int rows, int rounds, CancellationToken cancellationToken)
    {
        IReadOnlyList<Func<CancellationToken, Task<double>>> contenders =
        [
            stop => writer.RunAsync("WriteOrders", rows, stop),
            stop => writer.RunAsync("WritePlain", rows, stop),
            stop => writer.RunAsync("WriteByHand", rows, stop),
            stop => writer.RunAsync("WriteBare", rows, stop),
        ];
        foreach (var contender in contenders)
        {
            await contender(cancellationToken);
        }

        return await Rounds.RunAsync(rounds, contenders, cancellationToken);
    }
}
