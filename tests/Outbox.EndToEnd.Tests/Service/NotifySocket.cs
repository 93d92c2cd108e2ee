using System.Net.Sockets;
using System.Text;

namespace Outbox.EndToEnd.Tests.Service;

/// <summary>The socket that systemd would listen on (sd_notify(3)).</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public NotifySocket(string path) => _socket.Bind(new UnixDomainSocketEndPoint(path));

    /// <summary>Reads messages until one is this.</summary>
    /// <returns>Those before it.</returns>
    public async Task<IReadOnlyList<string>> UntilAsync(string message)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        var before = new List<string>();
        var buffer = new byte[512];
        while (true)
        {
            var length = await _socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            if (text == message)
            {
                return before;
            }

            before.Add(text);
        }
    }

    public void Dispose() => _socket.Dispose();
}
