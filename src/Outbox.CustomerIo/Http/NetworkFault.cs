using Polly.Timeout;

namespace Outbox.CustomerIo.Http;

/// <summary>What the network does to a request, as against a defect.</summary>
internal static class NetworkFault
{
    /// <summary>Whether an attempt ended without an answer: by the network, by its time limit, by a body that does not unpack.</summary>
    public static bool Is(Exception? e) => e is HttpRequestException or IOException or InvalidDataException or TimeoutRejectedException;

    /// <summary>Whether no connection came to be, so that no server has seen the request.</summary>
    public static bool IsBeforeTheRequest(Exception e) => e is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError
    };

    /// <summary>The cause in a line.</summary>
    public static string Describe(Exception e)
    {
        if (e is OperationCanceledException or TimeoutRejectedException)
        {
            return "no answer in time";
        }

        // "The SSL connection could not be established, see inner exception." does not help whoever cannot see it.
        var root = e.GetBaseException().Message;
        return OneLine.Of(e.Message.Contains(root, StringComparison.Ordinal) ? e.Message : $"{e.Message} {root}");
    }
}
