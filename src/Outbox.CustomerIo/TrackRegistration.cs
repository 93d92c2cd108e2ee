using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Outbox.CustomerIo.Http;

namespace Outbox.CustomerIo;

/// <summary>Registers the Track API.</summary>
public static class TrackRegistration
{
    // Old connections go, so that a change of Customer.io's addresses is seen.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Registers <see cref="ITrackApi"/>. Takes a <see cref="TimeProvider"/> and an <see cref="ITrackObserver"/> from the
    /// services where they are there.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The HTTP client's builder, for a primary handler of one's own: a corporate proxy, a test.</returns>
    /// <exception cref="Core.Errors.OutboxException">OBX301 to OBX304: an option cannot be used.</exception>
    public static IHttpClientBuilder AddTrackApi(this IServiceCollection services, Action<TrackOptions> configure)
    {
        var options = new TrackOptions();
        configure(options);
        options.Validate();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ITrackApi>(provider => new TrackClient(
            provider.GetRequiredService<IHttpClientFactory>(), options, provider.GetRequiredService<TimeProvider>()));

        var client = services.AddHttpClient(TrackClient.ClientName, http => Configure(http, options));

        // Attempts are told to the observer; the factory's four lines a request would bury everything else.
        client.RemoveAllLoggers();

        // Connections are renewed by their lifetime, so the handlers need not be.
        client.SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        client.UseSocketsHttpHandler((handler, _) =>
        {
            handler.AllowAutoRedirect = false;
            handler.UseCookies = false;

            // A proxy packs answers whether it was asked to or not. Brotli's decoder throws what looks like a defect.
            handler.AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate;

            // The ids of a shop's traces are nobody else's.
            handler.ActivityHeadersPropagator = null;
            handler.PooledConnectionLifetime = ConnectionLifetime;
        });

        // From the outside in.
        client.AddResilienceHandler("Track", (pipeline, context) =>
            Resilience.Build(pipeline, options, context.ServiceProvider.GetRequiredService<TimeProvider>()));
        client.AddHttpMessageHandler(provider => new AttemptHandler(
            provider.GetRequiredService<TimeProvider>(), provider.GetService<ITrackObserver>()));
        client.AddHttpMessageHandler(() => new RedirectHandler());
        return client;
    }

    private static void Configure(HttpClient http, TrackOptions options)
    {
        var credentials = Encoding.ASCII.GetBytes($"{options.SiteId}:{options.ApiKey}");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Outbox", typeof(TrackRegistration).Assembly.GetName().Version?.ToString(3)));

        // The pipeline's limits stand; this one would end a call without telling what became of its attempts.
        http.Timeout = Timeout.InfiniteTimeSpan;
    }
}
