using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outbox.CustomerIo;

namespace Outbox.Tests.CustomerIo;

/// <summary>What a scripted handler cannot show: how the real connection's failures look, and the client as registered with nothing added.</summary>
public class SocketTests
{
    [Fact]
    public async Task A_server_that_cuts_the_connection_after_the_body_leaves_a_doubt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var seen = AcceptAsync(listener, "");

        var answer = await SendAsync(((IPEndPoint)listener.LocalEndpoint).Port);

        Assert.Equal((AnswerKind.TryAgain, true), (answer.Kind, answer.IsAmbiguous));
        Assert.Contains("POST /api/v2/entity HTTP/1.1", await seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_the_clients_own_to_judge()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var seen = AcceptAsync(listener, "HTTP/1.1 307 x\r\nLocation: http://localhost:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        var answer = await SendAsync(((IPEndPoint)listener.LocalEndpoint).Port);

        Assert.Contains("was not followed", answer.Detail, StringComparison.Ordinal);
        Assert.Contains("\"action\":\"event\"", await seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_can_have_been_applied()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var answer = await SendAsync(port);

        Assert.Equal((AnswerKind.TryAgain, false), (answer.Kind, answer.IsAmbiguous));
        Assert.Contains($"127.0.0.1:{port}", Assert.Single(answer.Attempts).Error, StringComparison.Ordinal);
    }

    private static async Task<TrackAnswer> SendAsync(int port)
    {
        var services = new ServiceCollection();
        services.AddTrackApi(o =>
        {
            (o.Region, o.SiteId, o.ApiKey, o.Retries) = ("us", "site", "key", 0);
            o.BaseAddress = new Uri($"http://127.0.0.1:{port}");
        });
        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<ITrackApi>().SendAsync([Harness.Item()], TestContext.Current.CancellationToken);
    }

    /// <summary>Reads one request whole, answers it, closes.</summary>
    private static async Task<string> AcceptAsync(TcpListener listener, string answer)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var client = await listener.AcceptTcpClientAsync(cancellationToken);
        var stream = client.GetStream();
        var request = new StringBuilder();
        var buffer = new byte[4_096];
        var end = Encoding.UTF8.GetString(Harness.Item().Json.Span);
        while (!request.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, cancellationToken);
            Assert.NotEqual(0, read);
            request.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), cancellationToken);
        return request.ToString();
    }
}
