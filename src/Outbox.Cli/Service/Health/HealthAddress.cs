using System.Net;
using Outbox.Core.Errors;
using Outbox.Dispatcher.Health;

namespace Outbox.Cli.Service.Health;

/// <summary>Reads <see cref="HealthOptions.Url"/>. Pure.</summary>
internal static class HealthAddress
{
    /// <summary>Where to listen; null for nowhere.</summary>
    /// <exception cref="OutboxException">OBX511: it is no address to listen on.</exception>
    public static IPEndPoint? Parse(string? url)
    {
        if (string.IsNullOrWhiteSpace(url) || url.Equals("off", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
        {
            throw Unfit(url, "Health and metrics are served on a plain http:// address without a path.");
        }

        // Port 0 of "localhost" would be two ports, one for each family of addresses.
        if (uri.Host == "localhost")
        {
            return new IPEndPoint(IPAddress.Loopback, uri.Port);
        }

        return IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address)
            ? new IPEndPoint(address, uri.Port)
            : throw Unfit(url, "Health and metrics are served on an IP address or localhost, not on a name.");
    }

    /// <summary>The error of an address that cannot be listened on.</summary>
    public static OutboxException Unfit(string url, string what, Exception? inner = null) => new(
        CliErrors.HealthAddress,
        what,
        $"{HealthOptions.Section}:{nameof(HealthOptions.Url)} = {url}",
        "Give an address such as http://127.0.0.1:7273, http://0.0.0.0:7273 in a container, or off.",
        inner);

    /// <summary>The error of a port that another program has.</summary>
    public static OutboxException InUse(string url, Exception inner) => new(
        CliErrors.HealthPortInUse,
        "Health and metrics cannot be served: the port is in use.",
        $"{HealthOptions.Section}:{nameof(HealthOptions.Url)} = {url}",
        "Give each dispatcher of this machine a port of its own, such as OUTBOX__HEALTH__URL=http://127.0.0.1:7274, or off.",
        inner);
}
