using System.Net.Http.Headers;
using System.Text;

namespace Outbox.Cli.Bench.Drain;

/// <summary>The baselines' client: the least that posts bytes and reads the answer. No retry, no limit.</summary>
internal sealed class Poster : IDisposable
{
    private static readonly byte[] Open = "{\"batch\":["u8.ToArray();
    private static readonly byte[] Close = "]}"u8.ToArray();
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly HttpClient _http;

    /// <summary>Posts to an address.</summary>
    public Poster(Uri sandbox)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, ActivityHeadersPropagator = null }) { BaseAddress = sandbox };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{BenchSandbox.Key}:{BenchSandbox.Key}")));
    }

    /// <summary>Posts items in one request.</summary>
    public Task PostAsync(IReadOnlyList<byte[]> items, CancellationToken cancellationToken)
    {
        var body = new byte[Open.Length + items.Sum(item => item.Length) + items.Count - 1 + Close.Length];
        var at = Put(body, 0, Open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                body[at++] = (byte)',';
            }

            at = Put(body, at, items[i]);
        }

        Put(body, at, Close);
        return PostAsync("api/v2/batch", body, cancellationToken);
    }

    /// <summary>Posts one item.</summary>
    public Task PostAsync(byte[] item, CancellationToken cancellationToken) => PostAsync("api/v2/entity", item, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static int Put(byte[] body, int at, byte[] part)
    {
        part.CopyTo(body, at);
        return at + part.Length;
    }

    private async Task PostAsync(string path, byte[] body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = Json;
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync(cancellationToken);
    }
}
