using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outbox.Core.Errors;
using Outbox.Sandbox.Faults;
using Outbox.Sandbox.Http;
using Outbox.Sandbox.Page;
using Outbox.Sandbox.Workspace;

namespace Outbox.Sandbox;

/// <summary>
/// A local stand-in for Customer.io: its Track API v2 and v1, and what reads a person back of its App API. It keeps everything in memory, listens on this machine alone
/// unless told otherwise, and reads neither configuration files nor the environment.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SandboxServer(WebApplication app)
    {
        _app = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        Address = new Uri(addresses.Addresses.First());
        Completion = app.WaitForShutdownAsync(CancellationToken.None);
    }

    /// <summary>Where it listens; with port 0 asked for, the port that was free.</summary>
    public Uri Address { get; }

    /// <summary>Ends when the sandbox has stopped.</summary>
    public Task Completion { get; }

    /// <summary>Starts a sandbox; when the task ends, it answers.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="OutboxException">The port is in use, the address is none, an option is out of range.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken = default)
    {
        OptionsCheck.Run(options);
        var endpoint = ListenAddress.Parse(options.Url);
        var app = Build(options, endpoint);
        try
        {
            await app.StartAsync(cancellationToken);
            return new SandboxServer(app);
        }
        catch (Exception failure)
        {
            await app.DisposeAsync();
            if (failure is IOException or SocketException)
                throw Unable(options.Url, failure);
            throw;
        }
    }

    /// <summary>Stops it; connections that are still open are closed.</summary>
    /// <param name="cancellationToken">Stops at once.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _app.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static WebApplication Build(SandboxOptions options, IPEndPoint endpoint)
    {
        // An empty builder: a sandbox inside a test must not take over the test's ASPNETCORE_URLS or appsettings.json.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(endpoint);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        if (options.LoggerFactory is not null)
            builder.Services.AddSingleton(options.LoggerFactory);

        var app = builder.Build();
        app.UseRouting();
        var settings = new WorkspaceSettings(options.AllowEmailChangeById, options.PhoneIdentifier, options.ReferenceByCioId);
        var ledger = new LockedLedger(() => new(settings, options.KeepEntries));
        var faults = new FaultSwitchboard(options.Seed, options.Faults, options.Time);
        var gate = new TrackGate(options, ledger, faults);
        new TrackEndpoints(options, faults, gate).Map(app);
        new TrackV1Endpoints(options, gate).Map(app);
        new AppEndpoints(options, ledger).Map(app);
        new QueryEndpoints(options, ledger).Map(app);
        new ControlEndpoints(ledger, faults).Map(app);
        PageEndpoint.Map(app);
        return app;
    }

    private static OutboxException Unable(string url, Exception failure) =>
        failure is IOException || failure is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
            ? new(SandboxErrors.PortInUse, "The sandbox cannot listen: the port is in use.", url,
                "Stop the program that listens there, or choose another port (0 takes a free one).", failure)
            : new(SandboxErrors.BadAddress, $"The sandbox cannot listen: {failure.Message}", url,
                "Choose an address of this machine and a port that you may use.", failure);
}
