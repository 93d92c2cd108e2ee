using System.Globalization;
using Outbox.Dispatcher;

namespace Outbox.Cli.Bench.Drain;

/// <summary>What the dispatcher and its limit have in common.</summary>
internal static class DrainSettings
{
    /// <summary>The dispatcher's defaults, without its limit of requests a second: the baselines have none.</summary>
    public static DispatcherOptions Options => new() { RatePerSecond = 10_000 };

    /// <summary>In words, for the report.</summary>
    public static Dictionary<string, string> Describe(BenchContext context)
    {
        var options = Options;
        return new()
        {
            ["events"] = Number(context.Sizes.Events),
            ["people"] = Number(context.Sizes.People),
            ["rows a read"] = Number(options.ReadSize),
            ["items a request"] = Number(options.BatchItems),
            ["requests at a time"] = Number(options.Parallelism),
            ["limit of requests a second"] = "none",
        };
    }

    /// <summary>A whole number.</summary>
    public static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
