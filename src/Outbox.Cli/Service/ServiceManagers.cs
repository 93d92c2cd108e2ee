using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Outbox.Dispatcher.Health;

namespace Outbox.Cli.Service;

/// <summary>What starts and stops a service on this system: systemd, or Windows' service control. Without either, nothing changes.</summary>
internal static class ServiceManagers
{
    /// <summary>The service's name at Windows.</summary>
    public const string ServiceName = "Outbox";

    /// <summary>Tells the manager READY and STOPPING, stops when it says so, and keeps its watchdog.</summary>
    /// <param name="services">The services.</param>
    /// <param name="isJsonLog">Whether the log is JSON; else the journal gets its levels.</param>
    public static IServiceCollection AddServiceManagers(this IServiceCollection services, bool isJsonLog)
    {
        services.AddWindowsService(options => options.ServiceName = ServiceName);
        if (!OperatingSystem.IsLinux() || !IsUnderSystemd)
        {
            return services;
        }

        services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
        services.AddSingleton<IHostLifetime, SystemdLifetime>();
        services.AddHostedService(provider => new Watchdog(
            WatchdogInterval.Of(
                Environment.GetEnvironmentVariable("WATCHDOG_USEC"),
                Environment.GetEnvironmentVariable("WATCHDOG_PID"),
                Environment.ProcessId),
            provider.GetRequiredService<ISystemdNotifier>(),
            provider.GetRequiredService<Pulse>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Watchdog>>()));
        if (!isJsonLog)
        {
            services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = ConsoleFormatterNames.Systemd);
        }

        return services;
    }

    // AddSystemd asks for the parent's name alone, and finds nothing where a unit starts the program by a script; whoever
    // sets NOTIFY_SOCKET wants to be told (sd_notify(3)).
    private static bool IsUnderSystemd =>
        SystemdHelpers.IsSystemdService() || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));
}
