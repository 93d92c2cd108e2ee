using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Outbox.Cli.Preview;

namespace Outbox.Cli.Output;

/// <summary>A preview for a program; <c>item</c> holds the bytes as they would be sent.</summary>
internal static class PreviewJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one object.</summary>
    public static void Write(TextWriter output, PreviewReport report, SentEvent? sent)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("event", report.Event);
            json.WriteString("delivery", report.Delivery);
            json.WriteString("delivery_from", report.DeliveryFrom);
            json.WriteStartArray("items");
            foreach (var item in report.Items)
            {
                Write(json, item);
            }

            json.WriteEndArray();
            json.WriteStartArray("unsent");
            foreach (var row in report.Unsent)
            {
                json.WriteStartObject();
                json.WriteString("event_id", row.EventId);
                json.WriteString("status", row.Status);
                json.WriteString("reason", row.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("missing_keys");
            foreach (var key in report.Missing)
            {
                json.WriteStringValue(key);
            }

            json.WriteEndArray();
            if (sent is not null)
            {
                json.WriteStartObject("sent");
                json.WriteString("person_id", sent.PersonId);
                json.WriteString("name", sent.Name);
                json.WriteString("ulid", sent.Ulid);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, PreviewedItem item)
    {
        json.WriteStartObject();
        json.WriteString("action", item.Action);
        json.WriteString("person_id", item.PersonId);
        if (item.Action == "event")
        {
            json.WriteString("event_id", item.EventId);
            json.WriteString("sent_as", item.SentAs);
            json.WriteString("ulid", item.Ulid);
            json.WriteString("occurred_at", item.OccurredAt?.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        }

        json.WriteNumber("bytes", item.Bytes);
        json.WriteStartArray("warnings");
        foreach (var warning in item.Warnings)
        {
            json.WriteStartObject();
            json.WriteString("code", warning.Code);
            json.WriteString("text", warning.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("item");
        json.WriteRawValue(item.Json);
        json.WriteEndObject();
    }
}
