using Outbox.Core.Errors;
using Outbox.Sandbox.Faults;

namespace Outbox.Sandbox;

/// <summary>Refuses options that make no sense before anything listens.</summary>
internal static class OptionsCheck
{
    public static void Run(SandboxOptions options)
    {
        Require(options.MaxItemsPerBatch >= 1, nameof(options.MaxItemsPerBatch), "at least 1");
        Require(options.KeepEntries >= 1, nameof(options.KeepEntries), "at least 1");
        Require(options.SiteId.Length > 0 && !options.SiteId.Contains(':', StringComparison.Ordinal), nameof(options.SiteId), "a text without a colon");

        var faults = options.Faults;
        foreach (var (name, rate) in Rates(faults))
        {
            Require(rate is >= 0 and <= 1, $"Faults.{name}", "a share from 0 to 1");
        }

        Require(faults.RetryAfterSeconds is >= 0 and <= 86_400, "Faults.RetryAfterSeconds", "from 0 to 86,400");
        Require(faults.SlowMilliseconds is >= 0 and <= 600_000, "Faults.SlowMilliseconds", "from 0 to 600,000");
        Require(faults.UnauthorizedSeconds is >= 0 and <= 86_400, "Faults.UnauthorizedSeconds", "from 0 to 86,400");
        Require(faults.DownSeconds is >= 0 and <= 86_400, "Faults.DownSeconds", "from 0 to 86,400");
    }

    private static IEnumerable<(string Name, double Rate)> Rates(FaultSettings faults) =>
    [
        (nameof(faults.TooManyRequests), faults.TooManyRequests),
        (nameof(faults.ServerError), faults.ServerError),
        (nameof(faults.Slow), faults.Slow),
        (nameof(faults.Cut), faults.Cut),
        (nameof(faults.CutBefore), faults.CutBefore),
        (nameof(faults.Redirect), faults.Redirect),
        (nameof(faults.Garbage), faults.Garbage),
    ];

    private static void Require(bool holds, string option, string range)
    {
        if (!holds)
            throw new OutboxException(SandboxErrors.BadOption, $"{option} is out of range.", option, $"Make it {range}.");
    }
}
