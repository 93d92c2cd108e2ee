using System.Buffers;
using System.Text.Json;
using Outbox.Sandbox.Actions;

namespace Outbox.Sandbox.TrackV1;

/// <summary>A call of the Track API v1 as the item of v2 that does the same, so that both meet the same rules.</summary>
/// <param name="Json">The item's bytes.</param>
/// <param name="Action">Reads it, where v2 has no such item; null where the item says by itself what it is.</param>
internal sealed record V1Item(ReadOnlyMemory<byte> Json, ITrackAction? Action = null)
{
    /// <summary>Writes an item.</summary>
    public static V1Item Write(string type, string action, Action<Utf8JsonWriter> members, ITrackAction? by = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("action", action);
        members(json);
        json.WriteEndObject();
        json.Flush();
        return new(buffer.WrittenSpan.ToArray(), by);
    }

    /// <summary>Copies a member of a body under another name; nothing where the body does not have it.</summary>
    public static void Copy(Utf8JsonWriter json, JsonElement body, string from, string to)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty(from, out var value))
            return;
        json.WritePropertyName(to);
        value.WriteTo(json);
    }
}
