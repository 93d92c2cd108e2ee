using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Outbox.Sandbox.Http;

/// <summary>
/// The path as it stood in the request. Routing leaves %2F as it is and unescapes the rest, so an id with a slash could not be told
/// from two parts of the path.
/// </summary>
internal static class RawPath
{
    /// <summary>The path and the query as they were sent.</summary>
    public static string Of(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    /// <summary>The parts behind a prefix, each unescaped.</summary>
    public static string[] Behind(HttpContext context, string prefix)
    {
        var path = Of(context).Split('?')[0];
        var start = path.IndexOf(prefix, StringComparison.Ordinal) + prefix.Length;
        return [.. path[start..].Split('/').Select(Uri.UnescapeDataString)];
    }
}
