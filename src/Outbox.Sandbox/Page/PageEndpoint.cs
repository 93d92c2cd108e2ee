using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Outbox.Sandbox.Page;

/// <summary>The web page at <c>/</c>: one file that asks <c>/sandbox/…</c>.</summary>
internal static class PageEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", context =>
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; connect-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";
        var page = typeof(PageEndpoint).Assembly.GetManifestResourceStream("index.html")!;
        context.Response.RegisterForDispose(page);
        return page.CopyToAsync(context.Response.Body, context.RequestAborted);
    });
}
