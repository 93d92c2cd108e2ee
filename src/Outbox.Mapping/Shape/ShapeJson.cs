using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Outbox.Mapping.Shape;

/// <summary>One way of writing JSON, so that the same values give the same bytes.</summary>
internal static class ShapeJson
{
    /// <summary>Escapes only what JSON must: the payload is not embedded in HTML, and bytes count against a limit.</summary>
    public static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one object.</summary>
    public static string Object(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
