using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Outbox.Dispatcher.Health;

namespace Outbox.Cli.Service;

/// <summary>
/// Tells systemd's watchdog that all is well as long as the dispatcher's loop turns; .NET's package for systemd does not.
/// Where the loop hangs it says nothing more, and systemd ends and restarts the service (<c>WatchdogSec=</c>).
/// </summary>
/// <param name="interval">How often; null where systemd does not watch.</param>
/// <param name="notifier">Who is told.</param>
/// <param name="pulse">Whether the loop turns.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class Watchdog(
    TimeSpan? interval, ISystemdNotifier notifier, Pulse pulse, TimeProvider clock, ILogger<Watchdog> log) : BackgroundService
{
    private bool _wasAlive = true;

    /// <summary>Looks once, and tells.</summary>
    internal void Look()
    {
        var isAlive = pulse.IsAlive;
        if (isAlive)
        {
            Tell();
        }
        else if (_wasAlive)
        {
            Log.WatchdogLeft(log, pulse.Overdue.TotalSeconds);
        }

        _wasAlive = isAlive;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (interval is not { } period || !notifier.IsEnabled)
        {
            return;
        }

        Log.WatchdogKept(log, period.TotalSeconds);
        using var timer = new PeriodicTimer(period, clock);
        do
        {
            Look();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Tell()
    {
        try
        {
            notifier.Notify(new ServiceState("WATCHDOG=1"));
        }
        catch (SocketException)
        {
            // systemd is restarting itself, or its socket is full; if it has missed this one, the next comes in time.
        }
    }
}
