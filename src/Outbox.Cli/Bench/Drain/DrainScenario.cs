using System.Globalization;
using Outbox.Cli.Bench.Report;

namespace Outbox.Cli.Bench.Drain;

/// <summary>How fast a backlog goes out.</summary>
internal sealed class DrainScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "drain";

    /// <inheritdoc/>
    public string Summary =>
        "A backlog goes to the sandbox: by the dispatcher; by a bare loop that reads a set, posts the same bytes and marks the set (the limit); by a worker that reads, posts and marks one row at a time (the usual).";

    /// <inheritdoc/>
    public async Task<ScenarioResult> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var drainer = new Drainer(await context.Ground.OpenShopAsync(cancellationToken), context);
        await drainer.PrepareAsync(cancellationToken);
        await drainer.LimitAsync(cancellationToken);
        var figures = new List<Figure>();
        var lines = new List<string>();
        foreach (var answer in BenchSizes.AnswerMilliseconds)
        {
            drainer.AnswerMilliseconds = answer;
            var rates = await Rounds.RunAsync(
                context.Options.Rounds, [stop => drainer.ProductAsync(1, stop), drainer.LimitAsync, drainer.UsualAsync], cancellationToken);
            var when = answer == 0 ? "answers at once" : $"answers after {answer} ms";
            figures.AddRange(
            [
                new Figure($"{when}: dispatcher", "events/s", rates[0]),
                new Figure($"{when}: limit", "events/s", rates[1]),
                new Figure($"{when}: usual worker", "events/s", rates[2]),
                new Figure($"{when}: dispatcher / limit", "ratio", [.. rates[0].Zip(rates[1], (ours, limit) => ours / limit)]),
                new Figure($"{when}: dispatcher / usual worker", "ratio", [.. rates[0].Zip(rates[2], (ours, usual) => ours / usual)]),
            ]);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"bench drain {context.Options.Engine}: {when}: {Rounds.Median(rates[0]):N0} events/s ({Rounds.Ratio(rates[0], rates[1]):F2} of limit, {Rounds.Ratio(rates[0], rates[2]):F1} x usual)"));
        }

        return new ScenarioResult(Name, Summary, DrainSettings.Describe(context), figures, lines);
    }
}
