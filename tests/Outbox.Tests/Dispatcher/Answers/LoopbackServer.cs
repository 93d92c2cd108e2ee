using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Outbox.Tests.Dispatcher.Answers;

/// <summary>
/// A server on the loopback that misbehaves until it is told to recover; then it answers as the Track API does. What the
/// region is asked it answers from the start. One request a connection.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Misbehaviour _misbehaviour;
    private readonly Task _serving;
    private readonly TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LoopbackServer(Misbehaviour misbehaviour)
    {
        _misbehaviour = misbehaviour;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        if (misbehaviour.IsRefused)
        {
            // The port stays this test's: nobody else is given it while it is bound, and nobody listens.
            _listener.Stop();
        }

        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Only requests whose body holds this are misbehaved to; null for all.</summary>
    public string? Poison { get; init; }

    public void Recover() => _recovered.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        if (_misbehaviour.IsRefused)
        {
            await _recovered.Task.WaitAsync(_stop.Token);
            _listener.Server.Dispose();
            using var again = new TcpListener(IPAddress.Loopback, Address.Port);
            again.Start();
            await AcceptAsync(again);
        }
        else
        {
            await AcceptAsync(_listener);
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(_stop.Token);
            _ = Task.Run(async () =>
            {
                using (client)
                {
                    await AnswerAsync(client.GetStream()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            });
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var head = await HeadAsync(stream);
        if (head.StartsWith("GET ", StringComparison.Ordinal))
        {
            await stream.WriteAsync(Misbehaviour.Bytes(200, """{"url":"https://track.customer.io","region":"us","environment_id":1}"""), _stop.Token);
            return;
        }

        var misbehaves = !_recovered.Task.IsCompleted;
        if (misbehaves && _misbehaviour.IsDeafToBodies)
        {
            return;
        }

        var body = await BodyAsync(stream, head);
        if (misbehaves && (Poison is null || body.Contains(Poison, StringComparison.Ordinal)))
        {
            await _misbehaviour.AnswerAsync(stream, _stop.Token);
            return;
        }

        await stream.WriteAsync(Misbehaviour.Bytes(200, "{}\n"), _stop.Token);
    }

    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private async Task<string> BodyAsync(NetworkStream stream, string head)
    {
        const string Header = "Content-Length: ";
        var from = head.IndexOf(Header, StringComparison.OrdinalIgnoreCase) + Header.Length;
        var body = new byte[int.Parse(head[from..head.IndexOf('\r', from)], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return Encoding.UTF8.GetString(body);
    }
}
