using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Outbox.EndToEnd.Tests.Service;

/// <summary>An HTTP server that a test holds in its hand: it tells of every request, and answers when the test says so.</summary>
internal sealed class HoldingApi : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HoldingApi(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    public Uri Address { get; }

    /// <summary>Requests other than for the account: path and body.</summary>
    public ConcurrentQueue<(string Path, string Body)> Requests { get; } = new();

    /// <summary>The names of their headers.</summary>
    public ConcurrentBag<string> Headers { get; } = [];

    /// <summary>Ends when the first of them has arrived.</summary>
    public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Is awaited before they are answered.</summary>
    public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Their status.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    public static async Task<HoldingApi> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        HoldingApi? api = null;
        app.Run(context => api!.TakeAsync(context));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return api = new HoldingApi(app);
    }

    public ValueTask DisposeAsync()
    {
        Answer.TrySetResult();
        return _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (context.Request.Path == "/api/v1/accounts/region")
        {
            await context.Response.WriteAsync("""{"url":"track.customer.io","region":"us","environment_id":7}""");
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Requests.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        context.Request.Headers.Keys.ToList().ForEach(Headers.Add);
        Arrived.TrySetResult();
        await Answer.Task;
        context.Response.StatusCode = Status;
        await context.Response.WriteAsync("{}");
    }
}
