using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Outbox.Sandbox.Query;

namespace Outbox.Sandbox.Http;

/// <summary>Answers of <c>/sandbox/…</c>.</summary>
internal static class Json
{
    public static Task Write<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return JsonSerializer.SerializeAsync(context.Response.Body, value, type, context.RequestAborted);
    }

    public static Task Refuse(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return Write(context, new QueryError(error), SandboxJson.Wire.QueryError);
    }
}
