using System.Net;
using System.Text;

namespace Outbox.Tests.CustomerIo;

/// <summary>What reached the server.</summary>
internal sealed record Received(HttpMethod Method, Uri Uri, string? Authorization, string Body, DateTimeOffset At);

/// <summary>Answers by a script, one step a request; the last step repeats.</summary>
internal sealed class FakeServer(TimeProvider time, params Func<CancellationToken, Task<HttpResponseMessage>>[] steps) : HttpMessageHandler
{
    public List<Received> Requests { get; } = [];

    public static Func<CancellationToken, Task<HttpResponseMessage>> Answer(int status, string body = "{}", string? retryAfter = null, string? location = null, DateTimeOffset? date = null) =>
        _ =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            if (retryAfter is not null)
            {
                response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            }

            response.Headers.Date = date;
            if (location is not null)
            {
                response.Headers.TryAddWithoutValidation("Location", location);
            }

            return Task.FromResult(response);
        };

    public static Func<CancellationToken, Task<HttpResponseMessage>> Throw(Exception e) => _ => throw e;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var step = steps[Math.Min(Requests.Count, steps.Length - 1)];
        if (step.Target is Unconnected)
        {
            Requests.Add(new Received(request.Method, request.RequestUri!, null, "", time.GetUtcNow()));
            return await step(cancellationToken);
        }

        // Like a socket: the body is written to a stream; it is never asked for twice in an attempt.
        using var body = new MemoryStream();
        if (request.Content is { } content)
        {
            await content.CopyToAsync(body, cancellationToken);
            Assert.Equal(content.Headers.ContentLength, body.Length);
        }

        Requests.Add(new Received(
            request.Method, request.RequestUri!, request.Headers.Authorization?.ToString(), Encoding.UTF8.GetString(body.ToArray()), time.GetUtcNow()));
        return await step(cancellationToken);
    }

    /// <summary>A step that fails before a connection asks for the body.</summary>
    internal sealed class Unconnected(Exception cause)
    {
        public Unconnected(HttpRequestError error)
            : this(new HttpRequestException(error, "Connection refused (127.0.0.1:9)"))
        {
        }

        public Task<HttpResponseMessage> Step(CancellationToken cancellationToken) => throw cause;
    }
}
