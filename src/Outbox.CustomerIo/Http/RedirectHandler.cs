namespace Outbox.CustomerIo.Http;

/// <summary>
/// Follows redirects as the Track API needs it: the same method, body and credentials again, where
/// <see cref="RedirectPolicy"/> allows it. The framework's own would turn a POST into a GET and drop the credentials.
/// </summary>
internal sealed class RedirectHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var original = request.RequestUri;
        try
        {
            for (var hops = 0; ; hops++)
            {
                var response = await base.SendAsync(request, cancellationToken);
                if (!RedirectPolicy.IsRedirect((int)response.StatusCode))
                {
                    return response;
                }

                var from = request.RequestUri!;
                var location = Resolve(from, response.Headers.Location);
                if (RedirectPolicy.Objection(from, location, hops) is { } objection)
                {
                    Exchange.Of(request).RedirectNote = objection;
                    return response;
                }

                response.Dispose();
                request.RequestUri = location;
            }
        }
        finally
        {
            // A retry asks the configured host again: a redirect may be over.
            request.RequestUri = original;
        }
    }

    private static Uri? Resolve(Uri from, Uri? location) => location switch
    {
        null => null,
        { IsAbsoluteUri: true } => location,
        _ => Uri.TryCreate(from, location, out var absolute) ? absolute : null,
    };
}
