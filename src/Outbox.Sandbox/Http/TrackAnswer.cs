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

    // The live API's answer has three bytes, as recorded by Customer.io's Node client (test/fixtures/responses).
    private static readonly byte[] Nothing = "{}\n"u8.ToArray();

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
    public static (int Status, byte[] Body) Refusal(TrackError error) => OfV2(StatusCodes.Status400BadRequest, error);

    /// <summary>Why a request without the right credentials is refused.</summary>
    public static TrackError WrongCredentials { get; } = new("unauthorized", "authorization", "The site id or the API key is wrong.");

    /// <summary>A refusal of a whole request in the form of the Track API v2.</summary>
    public static (int Status, byte[] Body) OfV2(int status, TrackError error) => (status, Errors([(null, error)]));

    /// <summary>The same answers in the form of the Track API v1: <c>{"meta":{"errors":["…"]}}</c>, and <c>{"meta":{"error":"…"}}</c> where one is foreseen.</summary>
    /// <param name="status">The status.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="single">Whether the call has one error rather than a list.</param>
    public static (int Status, byte[] Body) OfV1(int status, string message, bool single = false) => (status, Write(json =>
    {
        json.WriteStartObject("meta");
        if (single)
        {
            json.WriteString("error", message);
        }
        else
        {
            json.WriteStartArray("errors");
            json.WriteStringValue(message);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }));

    /// <summary>200.</summary>
    public static (int Status, byte[] Body) Done { get; } = (StatusCodes.Status200OK, Nothing);

    public static async Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status204NoContent)
        {
            // Not even an empty write: Kestrel would end the connection, and a client's next request with it.
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[] Errors(IEnumerable<(int? Index, TrackError Error)> errors) => Write(json =>
    {
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
    });

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Readable);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
