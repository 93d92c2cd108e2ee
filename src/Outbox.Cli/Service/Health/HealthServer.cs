using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using Outbox.Core.Errors;
using Outbox.Dispatcher.Health;

namespace Outbox.Cli.Service.Health;

/// <summary>
/// Answers <c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c>. A small web server of its own and not the host's:
/// it listens before the dispatcher reads its first row, so that a port in use is told first, and answers until the last
/// row is recorded.
/// </summary>
internal sealed class HealthServer(
    HealthOptions options, HealthCheckService checks, MeterProvider meters, ILogger<HealthServer> log) : IHostedService, IAsyncDisposable
{
    private WebApplication? _app;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (HealthAddress.Parse(options.Url) is not { } endpoint)
        {
            Log.HealthOff(log);
            return;
        }

        var app = Build(endpoint);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw Unable(failure);
        }

        _app = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        Log.HealthListening(log, new Uri(addresses.Addresses.First()));
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private WebApplication Build(IPEndPoint endpoint)
    {
        // An empty builder: neither ASPNETCORE_URLS nor appsettings.json may move or open it.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(endpoint);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(checks);
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));

        var app = builder.Build();
        app.UseRouting();
        app.MapHealthChecks("/health/live", Answering(HealthTags.Live));
        app.MapHealthChecks("/health/ready", Answering(HealthTags.Ready));
        app.MapPrometheusScrapingEndpoint("/metrics", meters, configureBranchedPipeline: null, optionsName: null);
        return app;
    }

    private static HealthCheckOptions Answering(string tag) => new()
    {
        Predicate = check => check.Tags.Contains(tag),
        ResponseWriter = HealthJson.WriteAsync,
    };

    private OutboxException Unable(Exception failure) =>
        failure is IOException || failure is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
            ? HealthAddress.InUse(options.Url!, failure)
            : HealthAddress.Unfit(options.Url!, $"Health and metrics cannot be served: {failure.Message}", failure);

    /// <summary>The process's signals are the host's.</summary>
    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
