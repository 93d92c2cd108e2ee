using Microsoft.Extensions.Logging;

namespace Outbox.Cli.Service;

/// <summary>All that the service around the dispatcher says. Ids are stable; no message has personal data.</summary>
internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information, "Health and metrics at {Url}")]
    public static partial void HealthListening(ILogger logger, Uri url);

    [LoggerMessage(5002, LogLevel.Information, "Health and metrics are off")]
    public static partial void HealthOff(ILogger logger);

    [LoggerMessage(5010, LogLevel.Information, "Keeping systemd's watchdog, every {Seconds:F1} s")]
    public static partial void WatchdogKept(ILogger logger, double seconds);

    [LoggerMessage(5011, LogLevel.Critical, "The dispatcher's loop is overdue by {Seconds:F0} s; systemd's watchdog is left to end the service")]
    public static partial void WatchdogLeft(ILogger logger, double seconds);
}
