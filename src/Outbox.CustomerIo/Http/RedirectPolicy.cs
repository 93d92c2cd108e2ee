namespace Outbox.CustomerIo.Http;

/// <summary>
/// Where credentials and people's data may go on a redirect. Customer.io's US host redirects an EU account; nobody else's
/// host has any business with the request. Pure.
/// </summary>
internal static class RedirectPolicy
{
    /// <summary>Redirects in a row; more are a circle.</summary>
    public const int MaxHops = 3;

    private const string Domain = ".customer.io";

    /// <summary>Whether the status asks to send the request elsewhere. 303 asks for another request, which is of no use here.</summary>
    public static bool IsRedirect(int status) => status is 301 or 302 or 307 or 308;

    /// <summary>Why a redirect is not followed; null where it is.</summary>
    /// <param name="from">The address that answered.</param>
    /// <param name="location">What it named, absolute; null where nothing readable.</param>
    /// <param name="hops">Redirects already followed.</param>
    public static string? Objection(Uri from, Uri? location, int hops) => location switch
    {
        null => "the redirect names no address",
        _ when hops >= MaxHops => $"more than {MaxHops} redirects in a row, the last to {Shown(location)}",
        _ when IsSameServer(from, location) || (IsCustomerIo(from) && IsCustomerIo(location)) => null,
        _ => $"the redirect to {Shown(location)} was not followed: credentials and data go to {Shown(from)} and, from there, within https://*{Domain} only",
    };

    // Another port is another server, as it is to curl.
    private static bool IsSameServer(Uri from, Uri to) =>
        from.Scheme == to.Scheme && from.Port == to.Port && string.Equals(from.IdnHost, to.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static bool IsCustomerIo(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && uri.IdnHost.EndsWith(Domain, StringComparison.OrdinalIgnoreCase);

    // A Location may hold a user, a password, or a query with a token.
    private static string Shown(Uri uri) => uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
