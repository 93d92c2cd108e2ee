using System.Globalization;
using Outbox.Cli.Bench.Drain;
using Outbox.Cli.Bench.Report;
using Outbox.Cli.Bench.Shop;
using Outbox.Cli.Demo.Processes;

namespace Outbox.Cli.Bench.Footprint;

/// <summary>What a dispatcher takes of the machine.</summary>
internal sealed class FootprintScenario : IScenario
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public string Name => "footprint";

    /// <inheritdoc/>
    public string Summary =>
        "`outbox run` in a process of its own, with health and metrics served: at rest, and while it drains as fast as it can. Memory is the working set.";

    /// <inheritdoc/>
    public async Task<ScenarioResult> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var shop = await context.Ground.OpenShopAsync(cancellationToken);
        await using var run = Start(shop, context);
        await run.AwaitLineAsync(cancellationToken);
        await Task.Delay(Settle, context.Time, cancellationToken);

        var rest = new ProcessWatch(run.Id, context.Time);
        var (restProcessor, restPassed) = await rest.FollowAsync(
            Task.Delay(TimeSpan.FromSeconds(context.Sizes.RestSeconds), context.Time, cancellationToken), cancellationToken);

        var drain = new ProcessWatch(run.Id, context.Time);
        var drained = new List<double>();
        var peaks = new List<double>();
        for (var round = 0; round < context.Options.Rounds; round++)
        {
            var seen = drain.Megabytes.Count;
            var (processor, _) = await drain.FollowAsync(FillAndWaitAsync(shop, context, run, cancellationToken), cancellationToken);
            drained.Add(processor * 1_000_000 / context.Sizes.Events);
            peaks.Add(drain.Megabytes.Skip(seen).Max());
        }

        Figure[] figures =
        [
            new("at rest: memory", "MiB", rest.Megabytes),
            new("at rest: processor", "% of one core", [100 * restProcessor / restPassed]),
            new("at full drain: highest memory of a round", "MiB", peaks),
            new("at full drain: last round's highest / first round's", "ratio", [peaks[^1] / peaks[0]]),
            new("at full drain: processor an event", "µs", drained),
        ];
        return new ScenarioResult(
            Name,
            Summary,
            DrainSettings.Describe(context),
            figures,
            [string.Create(CultureInfo.InvariantCulture, $"bench footprint {context.Options.Engine}: {figures[0].Median:F0} MiB and {figures[1].Median:F1} % of a core at rest, {peaks.Max():F0} MiB and {figures[4].Median:F0} µs an event at full drain ({figures[3].Median:F2} x from first to last round)")]);
    }

    private static ChildProcess Start(BenchShop shop, BenchContext context)
    {
        var info = OutboxExecutable.StartInfo(
            ["run", "--region", "us", "--site-id", BenchSandbox.Key, "--base-address", context.Sandbox.ToString()],
            new Dictionary<string, string>
            {
                ["OUTBOX__CONNECTION"] = shop.Connection,
                ["OUTBOX__CUSTOMERIO__APIKEY"] = BenchSandbox.Key,
                ["OUTBOX__HEALTH__URL"] = "http://127.0.0.1:0",
                ["OUTBOX__DISPATCH__RATEPERSECOND"] = DrainSettings.Options.RatePerSecond.ToString(CultureInfo.InvariantCulture),
            });
        info.WorkingDirectory = context.Ground.Folder;
        return ChildProcess.Start("run", Path.Combine(context.Ground.Folder, "run.log"), info, "dispatching to ");
    }

    private static async Task FillAndWaitAsync(BenchShop shop, BenchContext context, ChildProcess run, CancellationToken cancellationToken)
    {
        await BenchSandbox.ResetAsync(context.Sandbox, 0, cancellationToken);
        await shop.RunAsync("Clear", null, cancellationToken);
        await shop.WriteOrdersAsync(context.Sizes.Events, cancellationToken);
        while (await shop.ReadAsync<long>("CountPending", cancellationToken) > 0)
        {
            if (run.Ended.IsCompleted)
            {
                throw run.Stopped();
            }

            await Task.Delay(Poll, context.Time, cancellationToken);
        }
    }
}
