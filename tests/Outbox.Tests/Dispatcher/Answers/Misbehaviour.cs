using System.Net.Sockets;
using System.Text;

namespace Outbox.Tests.Dispatcher.Answers;

/// <summary>What a server, or whatever stands in front of it, does with a request that it has read.</summary>
/// <param name="Name">The test's name for it.</param>
/// <param name="AnswerAsync">Writes what it writes; the connection is closed after.</param>
internal sealed record Misbehaviour(string Name, Func<NetworkStream, CancellationToken, Task> AnswerAsync)
{
    /// <summary>Nobody listens.</summary>
    public bool IsRefused { get; init; }

    /// <summary>It closes when it has read the request's head, and no more.</summary>
    public bool IsDeafToBodies { get; init; }

    private static string Page(string title) => $"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>";

    /// <summary>All of them: status × body × connection.</summary>
    public static IEnumerable<Misbehaviour> All() =>
    [
        // The connection.
        new("refused", (_, _) => Task.CompletedTask) { IsRefused = true },
        new("closed in the middle of the body", (_, _) => Task.CompletedTask) { IsDeafToBodies = true },
        new("reset after the request", (stream, _) =>
        {
            stream.Socket.LingerState = new LingerOption(true, 0);
            return Task.CompletedTask;
        }),
        new("closed without an answer", (_, _) => Task.CompletedTask),
        new("no answer in time", (stream, stop) => HoldAsync(stream, stop)),
        Raw("a head cut off", "HTTP/1.1 200 OK\r\nContent-Le"),
        Raw("no HTTP at all", "220 mail.example.com ESMTP\r\n"),
        Raw("an older protocol", "HTTP/0.9 200\r\n\r\n{}"),
        Raw("a body shorter than its length", "HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n{}"),
        Raw("a chunk cut off", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{}"),
        Raw("chunks without an end", "HTTP/1.1 207 x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"),
        Raw("chunks that are none", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n"),
        new("a body that stops half way", async (stream, stop) =>
        {
            await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{", stop);
            await HoldAsync(stream, stop);
        }),
        Raw("packed, and not unpackable", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\nConnection: close\r\n\r\nplain"),
        Raw("packed another way", "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 2\r\nConnection: close\r\n\r\n\u0001\u0002"),
        Raw("a head without end", "HTTP/1.1 200 OK\r\nX: " + new string('x', 100_000) + "\r\n\r\n{}"),

        // Status and body.
        Raw("100 and nothing more", "HTTP/1.1 100 Continue\r\n\r\n"),
        Raw("101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"),
        Raw("103, then a page", "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 400 x\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>"),
        Of("200 empty", 200, ""),
        Of("200 of a portal", 200, Page("Sign in to the guest network")),
        Of("200 truncated", 200, "{\"errors\":[{\"batch_index\":0,\"rea"),
        Of("200 an array", 200, "[]"),
        Of("200 of a gateway", 200, "{\"status\":\"ok\"}"),
        Of("200 with something after", 200, "{} <!-- proxy -->"),
        Of("200 with a mark before", 200, "\u00ef\u00bb\u00bf<html>"),
        Of("200 with errors of another shape", 200, "{\"errors\":[{\"code\":\"W-17\",\"message\":\"blocked\"}]}"),
        Of("200 binary", 200, "\u0000\u0001\u00ff\u00fe"),
        Of("200 with two megabytes", 200, "{\"errors\":[" + new string(' ', 2_000_000) + "]}"),
        Of("201", 201, "{}"),
        Of("202", 202, "{\"queued\":true}"),
        Raw("204", "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"),
        Of("207 empty", 207, ""),
        Of("207 without errors", 207, "{}"),
        Of("207 page", 207, Page("Multi-Status")),
        Of("207 truncated", 207, "{\"errors\":[{\"batch_index\":0,\"reason\":\"invalid\"},"),
        Of("207 without batch_index", 207, "{\"errors\":[{\"reason\":\"invalid\",\"field\":\"name\"},{\"reason\":\"invalid\",\"batch_index\":0}]}"),
        Of("207 with an index out of range", 207, "{\"errors\":[{\"batch_index\":0,\"reason\":\"invalid\"},{\"batch_index\":9999,\"reason\":\"invalid\"}]}"),
        Of("207 with a negative index", 207, "{\"errors\":[{\"batch_index\":-1,\"reason\":\"invalid\"}]}"),
        Of("207 with an index in words", 207, "{\"errors\":[{\"batch_index\":\"first\",\"reason\":\"invalid\"}]}"),
        Of("207 without a reason", 207, "{\"errors\":[{\"batch_index\":0}]}"),
        Of("301 to another host", 301, "", "Location: https://example.com/api/v2/batch"),
        Of("302 to a page", 302, "", "Location: http://login.example.com/?next=track"),
        Of("302 without a place", 302, ""),
        Of("303", 303, "", "Location: /status"),
        Of("307 to nowhere", 307, "", "Location: http://[bad"),
        Of("307 in a circle", 307, "", "Location: /api/v2/batch"),
        Of("308 to a file", 308, "", "Location: file:///etc/passwd"),
        Of("400 page", 400, Page("Bad Request")),
        Of("400 empty", 400, ""),
        Of("400 an empty object", 400, "{}"),
        Of("400 of a gateway", 400, "{\"message\":\"request blocked\",\"requestId\":\"7\"}"),
        Of("400 problem details", 400, "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"errors\":{\"body\":[\"too bad\"]}}", "Content-Type: application/problem+json"),
        Of("400 with errors of another shape", 400, "{\"errors\":[{\"status\":\"400\",\"detail\":\"blocked\"}]}"),
        Of("400 truncated", 400, "{\"errors\":[{\"reason\":\"invalid\",\"field\":\"na"),
        Of("400 text", 400, "Bad Request"),
        Of("401 of a proxy", 401, Page("Sign in"), "WWW-Authenticate: Negotiate"),
        Of("403 of a proxy", 403, Page("Access to this site is blocked")),
        Of("403 of Customer.io", 403, "{\"meta\":{\"error\":\"forbidden\"}}"),
        Of("401 of Customer.io", 401, "{\"meta\":{\"error\":\"unauthorized\"}}"),
        Of("404", 404, Page("Not Found")),
        Of("405", 405, ""),
        Of("407", 407, Page("Proxy Authentication Required"), "Proxy-Authenticate: Basic realm=\"proxy\""),
        Of("408", 408, ""),
        Of("411", 411, Page("Length Required")),
        Of("413 page", 413, Page("Request Entity Too Large")),
        Of("413 empty", 413, ""),
        Of("415", 415, "{}"),
        Of("418", 418, "short and stout"),
        Of("421", 421, ""),
        Of("429", 429, ""),
        Of("429 for seconds", 429, "", "Retry-After: 7"),
        Of("429 for none", 429, "", "Retry-After: 0"),
        Of("429 until a date", 429, "", "Retry-After: " + TimeProvider.System.GetUtcNow().AddSeconds(20).ToString("R")),
        Of("429 until a date long past", 429, "", "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT"),
        Of("429 for less than none", 429, "", "Retry-After: -5"),
        Of("429 for fractions", 429, "", "Retry-After: 1.5"),
        Of("429 for ever", 429, "", "Retry-After: 99999999999999999999"),
        Of("429 in words", 429, "", "Retry-After: soon"),
        Of("431", 431, ""),
        Of("451", 451, Page("Unavailable")),
        Of("500", 500, Page("Internal Server Error")),
        Of("500 with the errors of a 400", 500, "{\"errors\":[{\"reason\":\"invalid\"}]}"),
        Of("501", 501, ""),
        Of("502", 502, Page("Bad Gateway")),
        Of("503 for seconds", 503, "", "Retry-After: 3"),
        Of("504", 504, Page("Gateway Time-out")),
        Of("511", 511, Page("Network Authentication Required")),
        Of("522", 522, ""),
        Of("599", 599, ""),
        Raw("999", "HTTP/1.1 999 x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    ];

    /// <summary>An answer whole and well formed.</summary>
    public static byte[] Bytes(int status, string body, params string[] headers) => Encoding.Latin1.GetBytes(
        $"HTTP/1.1 {status} x\r\n" + string.Concat(headers.Select(header => header + "\r\n")) + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");

    private static Misbehaviour Of(string name, int status, string body, params string[] headers) =>
        new(name, (stream, stop) => stream.WriteAsync(Bytes(status, body, headers), stop).AsTask());

    private static Misbehaviour Raw(string name, string answer) => new(name, (stream, stop) => WriteAsync(stream, answer, stop));

    private static Task WriteAsync(NetworkStream stream, string text, CancellationToken stop) =>
        stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop).AsTask();

    /// <summary>Until the client has had enough.</summary>
    private static async Task HoldAsync(NetworkStream stream, CancellationToken stop)
    {
        while (await stream.ReadAsync(new byte[1_024], stop) > 0)
        {
            // It sends nothing more.
        }
    }
}
