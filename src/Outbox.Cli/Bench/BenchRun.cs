using System.Reflection;
using Outbox.Cli.Bench.Capture;
using Outbox.Cli.Bench.Drain;
using Outbox.Cli.Bench.Footprint;
using Outbox.Cli.Bench.Growth;
using Outbox.Cli.Bench.Latency;
using Outbox.Cli.Bench.Report;
using Outbox.Cli.Bench.Scale;
using Outbox.Cli.Bench.Shop;
using Outbox.Core.Errors;

namespace Outbox.Cli.Bench;

/// <summary>Runs the scenarios that were asked for, one after another, and writes what came of them.</summary>
internal sealed class BenchRun(BenchOptions options, TextWriter output, TimeProvider time)
{
    /// <summary>All scenarios, in the order in which they run.</summary>
    public static IReadOnlyList<IScenario> All { get; } =
    [
        new DrainScenario(),
        new CaptureScenario(),
        new LatencyScenario(),
        new GrowthScenario(),
        new ScaleScenario(),
        new FootprintScenario(),
    ];

    /// <summary>Runs.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var results = new List<ScenarioResult>();
        string? engine = null;
        foreach (var scenario in All.Where(scenario => options.Scenarios.Contains(scenario.Name)))
        {
            // Each on databases and a sandbox of its own: what one leaves behind does not burden the next.
            await using var ground = new BenchGround(options, time);
            await using var sandbox = await BenchSandbox.StartAsync(ground.Folder, cancellationToken);
            engine ??= await (await ground.OpenShopAsync(cancellationToken)).ReadAsync<string>("Version", cancellationToken);
            var context = new BenchContext(options, ground, sandbox.Address, time, output.WriteLine);
            var result = await scenario.RunAsync(context, cancellationToken);
            results.Add(result);
            foreach (var line in result.ClosingLines)
            {
                await output.WriteLineAsync(line);
            }
        }

        var report = new BenchReport(
            at, Version, engine ?? options.Engine, Machine.Here(), options.IsFull ? "full" : "default", options.Rounds, results);
        if (options.Output is { } folder)
        {
            await WriteAsync(folder, report, cancellationToken);
        }
        else
        {
            await output.WriteLineAsync();
            await output.WriteAsync(MarkdownReport.Write(report));
        }
    }

    private static string Version =>
        typeof(BenchRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private async Task WriteAsync(string folder, BenchReport report, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(Path.Combine(folder, options.Engine));
        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(path + ".json", report.ToJson(), cancellationToken);
            await File.WriteAllTextAsync(path + ".md", MarkdownReport.Write(report), cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OutboxException(
                CliErrors.FileUnwritable, $"The report cannot be written: {error.Message}", path, "Name a folder that this user may write to.", error);
        }

        await output.WriteLineAsync($"report: {path}.md, {path}.json");
    }
}
