using System.Globalization;
using Outbox.Core.Errors;
using Outbox.Sandbox.Faults;

namespace Outbox.Cli.Commands;

/// <summary><c>--fault NAME=RATE</c>.</summary>
internal static class FaultOption
{
    private static readonly Dictionary<string, Func<FaultSettings, double, FaultSettings>> Setters = new()
    {
        ["too_many_requests"] = (faults, rate) => faults with { TooManyRequests = rate },
        ["server_error"] = (faults, rate) => faults with { ServerError = rate },
        ["slow"] = (faults, rate) => faults with { Slow = rate },
        ["cut"] = (faults, rate) => faults with { Cut = rate },
        ["cut_before"] = (faults, rate) => faults with { CutBefore = rate },
        ["redirect"] = (faults, rate) => faults with { Redirect = rate },
        ["garbage"] = (faults, rate) => faults with { Garbage = rate },
    };

    /// <summary>The faults that have a rate.</summary>
    public static IEnumerable<string> Names => Setters.Keys;

    /// <summary>The rates given on the command line.</summary>
    /// <exception cref="OutboxException">A name or rate cannot be used.</exception>
    public static FaultSettings Read(IEnumerable<string> options) => options.Aggregate(new FaultSettings(), (faults, option) =>
    {
        var at = option.IndexOf('=', StringComparison.Ordinal);
        return at > 0
            && Setters.TryGetValue(option[..at], out var set)
            && double.TryParse(option.AsSpan(at + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
            && rate is >= 0 and <= 1
                ? set(faults, rate)
                : throw new OutboxException(
                    CliErrors.SettingInvalid,
                    $"'{option}' is not a fault and a rate from 0 to 1.",
                    "--fault",
                    $"Write it like server_error=0.05; the faults are {string.Join(", ", Names)}.");
    });
}
