using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Outbox.Core.Messages;

namespace Outbox.Stores;

/// <summary>What a related module is fed with: each row's number and its captured values, as a JSON array.</summary>
internal static class KeyRows
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary><c>[{"MessageId":1,"Captured":{"COLUMN":value,…}},…]</c>; rows whose capture is not a JSON object come with the number alone.</summary>
    /// <param name="messages">The rows.</param>
    /// <param name="columns">The columns that the module asks for; null for all.</param>
    public static string Write(IEnumerable<OutboxMessage> messages, IReadOnlySet<string>? columns = null)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartArray();
            foreach (var message in messages)
            {
                json.WriteStartObject();
                json.WriteNumber("MessageId", message.MessageId);
                json.WriteStartObject("Captured");
                WriteValues(json, message.Captured, columns);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteValues(Utf8JsonWriter json, string? captured, IReadOnlySet<string>? columns)
    {
        if (captured is null)
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(captured);
            foreach (var value in document.RootElement.EnumerateObject().Where(value => columns?.Contains(value.Name) != false))
            {
                value.WriteTo(json);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Shaping makes a dead row of it, with the reason.
        }
    }
}
