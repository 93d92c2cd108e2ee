using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Outbox.Core;

namespace Outbox.Mapping.Shape;

/// <summary>One way of writing JSON, so that the same values give the same bytes.</summary>
internal static class ShapeJson
{
    /// <summary>Escapes only what JSON must: the payload is not embedded in HTML, and bytes count against a limit.</summary>
    public static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one object.</summary>
    public static string Object(Action<Utf8JsonWriter> members) => JsonScratch.Write(
        members,
        static (json, members) =>
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        },
        static utf8 => Encoding.UTF8.GetString(utf8));
}
