using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outbox.CustomerIo;
using Outbox.Dispatcher;

namespace Outbox.Cli.Bench.Drain;

/// <summary>A dispatcher as <c>outbox run</c> composes it, in this process: warm, as its baselines are.</summary>
internal sealed class ProductHost : IAsyncDisposable
{
    private readonly IHost _host;

    private ProductHost(IHost host) => _host = host;

    /// <summary>Starts it.</summary>
    /// <param name="connection">The outbox.</param>
    /// <param name="sandbox">Where it sends to.</param>
    /// <param name="wrap">Stands between it and the sandbox; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ProductHost> StartAsync(
        string connection, Uri sandbox, Func<ITrackApi, ITrackApi>? wrap, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSingleton(Engines.Store(connection));
        builder.Services.AddTrackApi(options =>
        {
            (options.Region, options.SiteId, options.ApiKey) = ("us", BenchSandbox.Key, BenchSandbox.Key);
            options.BaseAddress = sandbox;
        });
        if (wrap is not null)
        {
            var api = builder.Services.Last(service => service.ServiceType == typeof(ITrackApi));
            builder.Services.Remove(api);
            builder.Services.AddSingleton(services => wrap((ITrackApi)api.ImplementationFactory!(services)));
        }

        var settings = DrainSettings.Options;
        builder.Services.AddDispatcher(options => options.RatePerSecond = settings.RatePerSecond);
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return new ProductHost(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Fails where the dispatcher has stopped by itself.</summary>
    public void ThrowIfFailed()
    {
        if (_host.Services.GetRequiredService<DispatcherFailure>().Exception is { } failure)
        {
            throw failure;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        ThrowIfFailed();
        _host.Dispose();
    }
}
