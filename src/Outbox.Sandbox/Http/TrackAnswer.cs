using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Outbox.Sandbox.Track;

namespace Outbox.Sandbox.Http;

/// <summary>The bodies of the Track API's answers.</summary>
internal static class TrackAnswer
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    /// <summary>200, or 207 with an error for each invalid item.</summary>
    public static (int Status, byte[] Body) OfBatch(IReadOnlyList<ReadItem> items)
    {
        var refused = items.Where(item => item.Error is not null).ToList();
        return refused.Count == 0
            ? (StatusCodes.Status200OK, Nothing)
            : (StatusCodes.Status207MultiStatus, Errors(refused.Select(item => ((int?)item.Index, item.Error!))));
    }

    /// <summary>200, or 400 with the item's error.</summary>
    public static (int Status, byte[] Body) OfEntity(ReadItem item) =>
        item.Error is null ? (StatusCodes.Status200OK, Nothing) : Refusal(item.Error);

    /// <summary>400: the whole request is refused.</summary>
    public static (int Status, byte[] Body) Refusal(TrackError error) =>
        (StatusCodes.Status400BadRequest, Errors([(null, error)]));

    /// <summary>401.</summary>
    public static (int Status, byte[] Body) Unauthorized() => (
        StatusCodes.Status401Unauthorized,
        Errors([(null, new("unauthorized", "authorization", "The site id or the API key is wrong."))]));

    public static async Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[] Errors(IEnumerable<(int? Index, TrackError Error)> errors)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Readable);
        json.WriteStartObject();
        json.WriteStartArray("errors");
        foreach (var (index, error) in errors)
        {
            json.WriteStartObject();
            if (index is not null)
                json.WriteNumber("batch_index", index.Value);
            json.WriteString("reason", error.Reason);
            json.WriteString("field", error.Field);
            json.WriteString("message", error.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
