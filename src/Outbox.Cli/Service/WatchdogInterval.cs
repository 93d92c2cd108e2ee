using System.Globalization;

namespace Outbox.Cli.Service;

/// <summary>Reads what systemd says of its watchdog: <c>WATCHDOG_USEC</c> and <c>WATCHDOG_PID</c> (sd_watchdog_enabled(3)). Pure.</summary>
internal static class WatchdogInterval
{
    /// <summary>How often to tell it that all is well: half its time, as sd_watchdog_enabled(3) advises; null where it does not ask.</summary>
    /// <param name="microseconds"><c>WATCHDOG_USEC</c>.</param>
    /// <param name="process"><c>WATCHDOG_PID</c>: whom it watches, where it is set.</param>
    /// <param name="self">This process.</param>
    public static TimeSpan? Of(string? microseconds, string? process, int self)
    {
        var isOthers = !string.IsNullOrEmpty(process) && process != self.ToString(CultureInfo.InvariantCulture);
        return !isOthers && long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time > 1
            ? TimeSpan.FromMicroseconds(time / 2.0)
            : null;
    }
}
