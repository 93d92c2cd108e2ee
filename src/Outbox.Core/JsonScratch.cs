using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Outbox.Core;

/// <summary>
/// A buffer and a writer that a thread uses again and again: an event is written three times on its way, and what a writer
/// and its buffer take is more than the event.
/// </summary>
public static class JsonScratch
{
    /// <summary>Bytes from which on a buffer is not kept.</summary>
    private const int MostKept = 1 << 16;

    // Escapes only what JSON must: "é" is two bytes, not six, of the limits, and nothing of it is embedded in HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? kept;

    /// <summary>Writes a JSON object.</summary>
    /// <param name="members">Writes its members.</param>
    /// <returns>Its text.</returns>
    public static string Text(Action<Utf8JsonWriter> members) => Object(members, static utf8 => Encoding.UTF8.GetString(utf8));

    /// <summary>Writes a JSON object, and takes from its bytes what is needed.</summary>
    /// <param name="members">Writes its members.</param>
    /// <param name="take">Reads the UTF-8 bytes; they are gone afterwards.</param>
    public static T Object<T>(Action<Utf8JsonWriter> members, Func<ReadOnlySpan<byte>, T> take)
    {
        // Taken away meanwhile: whoever writes within a write gets another.
        var (buffer, json) = kept ?? Make();
        kept = null;
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        var result = take(buffer.WrittenSpan);
        if (buffer.Capacity <= MostKept)
        {
            buffer.ResetWrittenCount();
            json.Reset();
            kept = (buffer, json);
        }

        return result;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Make()
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        return (buffer, new Utf8JsonWriter(buffer, Options));
    }
}
