using System.Net;
using Outbox.Core.Errors;

namespace Outbox.Sandbox.Http;

/// <summary>Reads <see cref="SandboxOptions.Url"/>.</summary>
internal static class ListenAddress
{
    public static IPEndPoint Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
            throw Refused(url, "The sandbox listens on plain http:// addresses without a path.");

        // Port 0 of "localhost" would be two ports, one for each family of addresses.
        if (uri.Host == "localhost")
            return new(IPAddress.Loopback, uri.Port);
        return IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address)
            ? new(address, uri.Port)
            : throw Refused(url, "The sandbox listens on IP addresses and localhost, not on names.");
    }

    private static OutboxException Refused(string url, string what) =>
        new(SandboxErrors.BadAddress, what, url, "Give an address such as http://127.0.0.1:7272 (port 0 = a free port).");
}
