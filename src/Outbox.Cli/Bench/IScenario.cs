using Outbox.Cli.Bench.Report;
using Outbox.Cli.Bench.Shop;

namespace Outbox.Cli.Bench;

/// <summary>A benchmark with its baselines.</summary>
internal interface IScenario
{
    /// <summary>The word of the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    string Summary { get; }

    /// <summary>Runs.</summary>
    Task<ScenarioResult> RunAsync(BenchContext context, CancellationToken cancellationToken);
}

/// <summary>What a scenario works with.</summary>
/// <param name="Options">The options.</param>
/// <param name="Ground">Where databases are made.</param>
/// <param name="Sandbox">The address of the sandbox that stands in for Customer.io, in a process of its own.</param>
/// <param name="Time">The clock.</param>
/// <param name="Say">Tells how far it is.</param>
internal sealed record BenchContext(BenchOptions Options, BenchGround Ground, Uri Sandbox, TimeProvider Time, Action<string> Say)
{
    /// <summary>The sizes.</summary>
    public BenchSizes Sizes => Options.Sizes;
}
